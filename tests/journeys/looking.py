"""What a browser measures on the page it shows: each function returns sentences, none when all is well."""

STRUCTURE = """() => {
  const found = [];
  const levels = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(heading => +heading.tagName[1]);
  if (levels.filter(level => level === 1).length !== 1) found.push('headings of level 1: ' + levels.join(' '));
  levels.forEach((level, n) => {
    if (level > (n ? levels[n - 1] : 0) + 1) found.push(`heading ${n + 1} skips a level: ${levels.join(' ')}`);
  });
  if (document.querySelectorAll('main').length !== 1) found.push('not one main part');
  const names = [...document.querySelectorAll('nav')].map(nav => nav.getAttribute('aria-label') || '');
  if (names.includes('')) found.push('a navigation without a name');
  if (new Set(names).size !== names.length) found.push('navigations of the same name: ' + names.join(', '));
  for (const name of ['aria-describedby', 'aria-labelledby', 'for']) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      for (const id of element.getAttribute(name).split(/\\s+/)) {
        if (!document.getElementById(id)) found.push(`${name} points to nothing: ${id}`);
      }
    }
  }
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    const id = link.getAttribute('href').slice(1);
    if (!document.getElementById(id)) found.push('a link to nowhere on the page: ' + id);
  }
  return found;
}"""

# WCAG 2.5.8 asks for 24 px, but not of a link inside a sentence, nor of one that stands 12 px from any other.
# Our own rule asks 44 px of what moves a reader on.
TARGETS = """() => {
  const main = '.site-header, .site-footer, .button, .task, .door, .phase-door, .search-form, .form-field, .city-list,'
    + ' .breadcrumbs, .toc, .tags, .action-link, .page-tools, .pagination';
  const found = [];
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter(element => !element.matches('.skip, .hex-map a') && element.checkVisibility({visibilityProperty: true}));
  const standsAlone = (element, box) => {
    const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
    return all.every(other => {
      const near = other.getBoundingClientRect();
      const aside = Math.max(near.left - x, x - near.right, 0), above = Math.max(near.top - y, y - near.bottom, 0);
      return other === element || Math.hypot(aside, above) >= 12;
    });
  };
  for (const element of all) {
    const around = element.closest('p, li, dd, td, label');
    const inText = getComputedStyle(element).display === 'inline' && around
      && around.textContent.trim() !== element.textContent.trim();
    if (inText) continue;
    const tapped = element.closest('.teaser') || element.matches('[type=radio], [type=checkbox]') && element.labels[0];
    const box = (tapped || element).getBoundingClientRect();
    const wanted = element.closest(main) ? 43.9 : 23.9;
    if ((box.height < wanted || box.width < 23.9) && (element.closest(main) || !standsAlone(element, box))) {
      const name = element.textContent.trim().replace(/\\s+/g, ' ').slice(0, 40);
      found.push(`${Math.round(box.width)} × ${Math.round(box.height)} px: ${name} (${element.className})`);
    }
  }
  return found;
}"""

TOO_WIDE = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const widest = [...document.querySelectorAll('body *')]
    .filter(element => element.checkVisibility() && !element.closest('.hero__skyline, .map-fold__map'))
    .map(element => [Math.max(element.getBoundingClientRect().right - page.clientWidth,
                              -element.getBoundingClientRect().left), element])
    .filter(([over]) => over > 0.5).sort((a, b) => b[0] - a[0])[0];
  const name = widest ? `${widest[1].tagName} ${widest[1].className}` : 'nothing in sight';
  return [`${page.scrollWidth} px on ${page.clientWidth} px: ${name}`];
}"""


def structure(page):
    """Complaints about headings, landmarks and pointers inside the page."""
    return page.evaluate(STRUCTURE)


def small_targets(page):
    """What is smaller than a finger needs."""
    return page.evaluate(TARGETS)


def sideways(page, width, height=740):
    """Whether the page has to be moved sideways on a screen so wide; 320 CSS px is 1280 px at 400 % zoom."""
    page.set_viewport_size({"width": width, "height": height})
    return [f"{width}: {sentence}" for sentence in page.evaluate(TOO_WIDE)]


def unfold(page):
    """Open every fold, as a reader could one by one; of the two in the header only the last stays open."""
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
