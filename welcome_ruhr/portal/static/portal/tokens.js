/* Buttons of the text editor that write plain tokens: a figure from Facts, a German term. */
(() => {
  const { React, DraftJS, draftail } = window;

  /* Write `text` in the place of the selection and put the cursor `back` characters before its end. */
  const write = (editorState, text, back = 0) => {
    const content = DraftJS.Modifier.replaceText(
      editorState.getCurrentContent(),
      editorState.getSelection(),
      text,
      editorState.getCurrentInlineStyle(),
    );
    const written = DraftJS.EditorState.push(editorState, content, "insert-characters");
    const end = content.getSelectionAfter();
    const offset = end.getStartOffset() - back;
    return DraftJS.EditorState.forceSelection(written, end.merge({ anchorOffset: offset, focusOffset: offset }));
  };

  /* Return the selected text; of a selection across paragraphs, the part in the first one. */
  const selected = (editorState) => {
    const selection = editorState.getSelection();
    const block = editorState.getCurrentContent().getBlockForKey(selection.getStartKey());
    const oneBlock = selection.getStartKey() === selection.getEndKey();
    const end = oneBlock ? selection.getEndOffset() : block.getLength();
    return { oneBlock, text: block.getText().slice(selection.getStartOffset(), end) };
  };

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...children);
    return element;
  };

  /* One figure to choose; one that may not be printed stays in the list, with the reason. */
  const choice = (figure) => {
    const button = make(
      "button",
      { type: "button", class: "figure-choice", value: figure.key },
      make("span", { class: "figure-choice__label" }, figure.label),
      make("span", { class: "figure-choice__value" }, figure.value),
      make("span", { class: "figure-choice__standing" }, figure.reason || figure.standing),
      make("code", {}, figure.key),
    );
    if (figure.reason) {
      button.setAttribute("aria-disabled", "true");
    }
    button.dataset.words = `${figure.label} ${figure.key}`.toLocaleLowerCase();
    return make("li", {}, button);
  };

  const dialogWith = (words) => {
    const search = make("input", { type: "search", "aria-label": words.search, placeholder: words.search });
    const list = make("ul", { class: "figure-choices" });
    const note = make("p", { class: "figure-note", role: "status" });
    const close = make("button", { type: "button", class: "button button-small button-secondary" }, words.close);
    const heading = make("h2", { id: "figure-dialog-heading", class: "w-h3" }, words.heading);
    const dialog = make(
      "dialog",
      { class: "figure-dialog", "aria-labelledby": heading.id },
      make("div", { class: "figure-dialog__head" }, heading, close),
      search,
      note,
      list,
    );
    close.addEventListener("click", () => dialog.close());
    return { dialog, search, list, note };
  };

  const shownButtons = (list) => [...list.querySelectorAll("li:not([hidden]) button")];

  const filter = (parts, words) => {
    const wanted = parts.search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    parts.list.querySelectorAll("button").forEach((button) => {
      button.parentElement.hidden = !wanted.every((word) => button.dataset.words.includes(word));
    });
    parts.note.textContent = shownButtons(parts.list).length ? "" : words.none;
  };

  /* Up and down lead from the search field through the list and back. */
  const step = (event, parts) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" && event.target === parts.search) {
      event.preventDefault();
    }
    if (move) {
      event.preventDefault();
      const stops = [parts.search, ...shownButtons(parts.list)];
      const next = stops[stops.indexOf(document.activeElement) + move];
      if (next) {
        next.focus();
      }
    }
  };

  const fill = async (parts, entityType) => {
    try {
      const answer = await fetch(entityType.choices, { headers: { "X-Requested-With": "XMLHttpRequest" } });
      const { figures } = await answer.json();
      parts.list.append(...figures.map(choice));
      filter(parts, entityType.words);
    } catch (error) {
      parts.note.textContent = entityType.words.failed;
    }
  };

  /* Open the list of figures; resolves to the key of the chosen one, or to nothing. */
  const chooseFigure = (entityType) =>
    new Promise((resolve) => {
      const parts = dialogWith(entityType.words);
      let chosen = "";
      parts.search.addEventListener("input", () => filter(parts, entityType.words));
      parts.dialog.addEventListener("keydown", (event) => step(event, parts));
      parts.list.addEventListener("click", (event) => {
        const button = event.target.closest("button:not([aria-disabled])");
        if (button) {
          chosen = button.value;
          parts.dialog.close();
        }
      });
      parts.dialog.addEventListener("close", () => {
        parts.dialog.remove();
        resolve(chosen);
      });
      document.body.append(parts.dialog);
      parts.dialog.showModal();
      parts.search.focus();
      fill(parts, entityType);
    });

  class FigureSource extends React.Component {
    async componentDidMount() {
      const { editorState, entityType, onComplete, onClose } = this.props;
      const key = await chooseFigure(entityType);
      if (key) {
        onComplete(write(editorState, `{{ fact:${key} }}`));
      } else {
        onClose();
      }
    }

    render() {
      return null;
    }
  }

  class TermSource extends React.Component {
    componentDidMount() {
      const { editorState, onComplete, onClose } = this.props;
      const { oneBlock, text } = selected(editorState);
      const plain = text.trim();
      if (!oneBlock || plain.startsWith("[[")) {
        onClose();
      } else if (plain) {
        onComplete(write(editorState, text.replace(plain, () => `[[${plain}]]`)));
      } else {
        onComplete(write(editorState, "[[]]", 2));
      }
    }

    render() {
      return null;
    }
  }

  /* No decorator is ever asked for: what is written is text. */
  draftail.registerPlugin({ type: "FIGURE", source: FigureSource }, "entityTypes");
  draftail.registerPlugin({ type: "GERMAN_TERM", source: TermSource }, "entityTypes");
})();
