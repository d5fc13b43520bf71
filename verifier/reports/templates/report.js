"use strict";
(() => {
  const form = document.getElementById("filters");
  const cards = Array.from(document.querySelectorAll("article.card"));
  const sheets = Array.from(document.querySelectorAll("section.sheet"));
  const shown = document.getElementById("shown");
  const texts = new Map();
  let current = -1;
  let pointed = [];

  const textOf = (card) => {
    if (!texts.has(card)) texts.set(card, card.textContent.toLowerCase());
    return texts.get(card);
  };

  // Filters: an outcome that is ticked, the check, the document, and every word of the search.
  const filter = () => {
    const data = new FormData(form);
    const outcomes = new Set(data.getAll("outcome"));
    const check = data.get("check") || "";
    const sheet = data.get("document") || "";
    const words = (data.get("text") || "").toLowerCase().split(/\s+/).filter(Boolean);
    const counts = new Map();
    let count = 0;
    for (const card of cards) {
      const fits = outcomes.has(card.dataset.outcome)
        && (!sheet || card.dataset.document === sheet)
        && (!check || card.dataset.checks.split(" ").includes(check))
        && words.every((word) => textOf(card).includes(word));
      card.hidden = !fits;
      if (fits) {
        count += 1;
        counts.set(card.dataset.document, (counts.get(card.dataset.document) || 0) + 1);
      }
    }
    const narrowed = count < cards.length;
    for (const one of sheets) one.hidden = narrowed && !counts.has(one.id);
    shown.textContent = narrowed ? `${count} of ${cards.length} verdicts` : `${cards.length} verdict${cards.length === 1 ? "" : "s"}`;
    document.getElementById("nothing").hidden = count > 0;
  };

  const showAll = () => {
    form.reset();
    filter();
  };

  // The claim of the current verdict stands out in the page's text, which scrolls to it within its own frame.
  const point = (card) => {
    for (const claim of pointed) claim.classList.remove("current");
    pointed = [];
    const claims = Array.from(card.closest(".pair").querySelectorAll("a.claim, a.ref")).filter((one) => one.hash === `#${card.id}`);
    for (const claim of claims) {
      if (!claim.matches(".claim")) continue;
      claim.classList.add("current");
      pointed.push(claim);
    }
    const page = claims.length ? claims[0].closest(".page") : null;
    // Measured in the next frame, so that a key held down does not lay the page out twice for each step.
    if (page) requestAnimationFrame(() => { page.scrollTop += claims[0].getBoundingClientRect().top - page.getBoundingClientRect().top - 80; });
  };

  const go = (card) => {
    if (current >= 0) cards[current].removeAttribute("aria-current");
    current = cards.indexOf(card);
    card.setAttribute("aria-current", "true");
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "start" });
    point(card);
  };
  const step = (by) => {
    for (let at = current + by; at >= 0 && at < cards.length; at += by) {
      if (!cards[at].hidden) return go(cards[at]);
    }
  };

  // Deep links: what the address names is shown even when a filter hides it, and folds around it open.
  const follow = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const hidden = target.closest("[hidden]");
    if (hidden && form) showAll();
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (target.matches("article.card")) go(target);
    else target.scrollIntoView({ block: "center" });
  };

  const sortBy = (button) => {
    const head = button.closest("th");
    const body = head.closest("table").tBodies[0];
    const column = head.cellIndex;
    const descending = head.getAttribute("aria-sort") === (column === 0 ? "ascending" : "none") || head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentElement.cells) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const value = (row) => {
      const cell = row.cells[column];
      return cell.dataset.sort === undefined ? cell.textContent.trim().toLowerCase() : Number(cell.dataset.sort);
    };
    const rows = Array.from(body.rows).map((row) => [value(row), row]);
    rows.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0) * (descending ? -1 : 1));
    body.append(...rows.map((pair) => pair[1]));
  };

  // The manual of a check stands once, at the end; a finding borrows it when it is unfolded.
  document.addEventListener("toggle", (event) => {
    const fold = event.target;
    if (!fold.open || !fold.matches("details.manual") || fold.dataset.filled) return;
    const manual = document.querySelector(`#m-${fold.dataset.manual} > div`);
    if (!manual) return;
    fold.dataset.filled = "yes";
    fold.querySelector("p").replaceWith(...Array.from(manual.childNodes, (node) => node.cloneNode(true)));
  }, true);

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.closest("th")) sortBy(button);
    if (button.id === "all-button") showAll();
    if (button.id === "keys-button") document.getElementById("keys").showModal();
    if (button.id === "theme-button") {
      const root = document.documentElement;
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const field = event.target.closest("input, select, textarea");
    if (field) {
      if (event.key === "Escape") field.blur();
      return;
    }
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/" && form) document.getElementById("by-text").focus();
    else if (event.key === "?") document.getElementById("keys").showModal();
    else if (event.key === "o" && current >= 0) {
      const prose = cards[current].querySelector("details.prose");
      if (prose) prose.open = !prose.open;
    } else return;
    event.preventDefault();
  });

  // On paper every fold that holds evidence is open.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = Array.from(document.querySelectorAll("details:not([open]):not(.manual):not(.fold)"));
    for (const fold of opened) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
  });

  if (form) {
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    filter();
  }
  addEventListener("hashchange", follow);
  if (location.hash) follow();
})();
