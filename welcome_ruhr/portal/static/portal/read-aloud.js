// Reads a page aloud with a voice that is on the device: nothing is sent anywhere. Without one there is no button.
const item = document.querySelector("[data-read-aloud]");
const text = document.querySelector("[data-readable]");
const voices = window.speechSynthesis;
const WORDS = "h1, h2, h3, h4, p, li, dt, dd, caption, th, td, summary";
const SILENT = "[aria-hidden='true'], [hidden], template, script, .no-print, .page-actions, .page-tools, .tile";
const NO_END = /(?:\d|\b\p{L})\.\s*$/u; // "22. November", "z. B."
const LONGEST = 200; // some voices fall silent in the middle of longer utterances

if (item && text && voices) {
  offer();
  voices.addEventListener?.("voiceschanged", offer);
}

function language() {
  return text.closest("[lang]").lang;
}

function voice() {
  const base = language().split("-")[0];
  return voices.getVoices().find((one) => one.localService && one.lang.toLowerCase().split(/[-_]/)[0] === base);
}

function offer() {
  if (!item.hidden || !voice()) return;
  const [play, pause, stop] = item.querySelectorAll("button");
  play.addEventListener("click", () => start(play, pause, stop));
  item.hidden = false;
}

let sentences = [];
let at = 0;
let run = 0; // a cancelled utterance still ends: its end must not start the next one

function start(play, pause, stop) {
  if (sentences.length === 0) sentences = sentencesOf(text);
  const label = play.querySelector("span");
  item.dataset.play ??= label.textContent;
  const own = ++run;

  const show = (speaks, focus) => {
    play.hidden = speaks;
    pause.hidden = !speaks;
    stop.hidden = !speaks && at === 0;
    label.textContent = at > 0 && !speaks ? item.dataset.goOn : item.dataset.play;
    focus?.focus();
  };
  const halt = () => {
    run += 1;
    voices.cancel();
    mark(null);
  };
  // Not speechSynthesis.pause(): on phones it ends the speech. We go on with the sentence we left.
  pause.onclick = () => {
    halt();
    show(false, play);
  };
  stop.onclick = () => {
    halt();
    at = 0;
    show(false, play);
  };
  const next = () => {
    if (own !== run) return;
    if (at >= sentences.length) {
      at = 0;
      mark(null);
      show(false, document.activeElement === pause || document.activeElement === stop ? play : null);
      return;
    }
    const { words, element } = sentences[at];
    const speech = new SpeechSynthesisUtterance(words);
    speech.lang = language();
    speech.voice = voice();
    speech.onend = () => {
      if (own !== run) return;
      at += 1;
      next();
    };
    speech.onerror = () => {
      if (own === run) stop.onclick();
    };
    mark(element);
    voices.speak(speech);
  };
  voices.cancel();
  show(true, pause);
  next();
}

function mark(element) {
  document.querySelector(".is-read-aloud")?.classList.remove("is-read-aloud");
  element?.classList.add("is-read-aloud");
}

function sentencesOf(root) {
  const parts = [...root.querySelectorAll(WORDS)].filter((element) => !element.closest(SILENT));
  return parts.flatMap((element) => {
    const inner = [...element.querySelectorAll(WORDS)];
    const own = ownWords(element, inner);
    return split(own).flatMap(short).map((words) => ({ words, element }));
  });
}

// The words of an element without those of the parts inside it, which have a turn of their own.
function ownWords(element, inner) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const words = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest(SILENT) && !inner.some((one) => one.contains(parent))) words.push(walker.currentNode.data);
  }
  return words.join("").replace(/\s+/g, " ").trim();
}

function split(words) {
  if (!Intl.Segmenter) return [words];
  const sentences = [];
  for (const { segment } of new Intl.Segmenter(language(), { granularity: "sentence" }).segment(words)) {
    if (NO_END.test(sentences.at(-1) ?? "")) sentences[sentences.length - 1] += segment;
    else sentences.push(segment);
  }
  return sentences;
}

function short(sentence) {
  const lines = [""];
  for (const word of sentence.trim().split(" ")) {
    if (lines.at(-1).length + word.length > LONGEST) lines.push("");
    lines[lines.length - 1] += (lines.at(-1) ? " " : "") + word;
  }
  return lines.filter(Boolean);
}

window.addEventListener("pagehide", () => voices?.cancel());
