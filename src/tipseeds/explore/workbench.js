// A workbench: menus, a chart, a list and the evidence.

let pops = 0;

/** Put a box that floats beside something, whole on the screen. */
function float(box, x, y) {
  const { width, height } = box.getBoundingClientRect();
  box.style.left = `${Math.max(4, Math.min(x, innerWidth - width - 4))}px`;
  box.style.top = `${Math.max(4, Math.min(y, innerHeight - height - 4))}px`;
}

/** A button that opens a box below it and says what is chosen in it; Esc and a click beside it close the box. */
function menuOf({ name, label, options, span }, line) {
  const id = `ts-pop-${++pops}`, said = el("span", { class: "ts-said" });
  const choose = (value) => line.choose({ [name]: value });
  const ends = !span ? [] : ["from", "to"].map((word, at) => el("input", {
    type: "number", min: options[0], max: options[1], "aria-label": `${label} ${word}`,
    onchange: () => {
      const given = ends.map((one, n) => one.value === "" ? options[n] : Math.round(one.value));
      choose(at ? [Math.min(...given), given[1]] : [given[0], Math.max(...given)]);
    },
  }));
  const boxes = span ? [] : options.map(() => el("input", { type: "checkbox",
    onchange: () => choose(options.filter((_, at) => boxes[at].checked)) }));
  const counts = boxes.map(() => el("span", { class: "ts-n" }));
  const lines = boxes.map((box, at) => el("label", {}, box, el("span", {}, options[at]), counts[at]));
  const opener = button(el("strong", {}, label), () => {}, { class: "ts-menu", popovertarget: id }, " ", said, " ▾");
  const ontoggle = (event) => {
    opener.setAttribute("aria-expanded", event.newState === "open");
    if (event.newState !== "open") return;
    const at = opener.getBoundingClientRect();
    float(pop, at.left, at.bottom + 2);
    pop.querySelector("input:not(:disabled)")?.focus({ preventScroll: true });
  };
  const onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], all = boxes.filter((one) => !one.disabled);
    if (!step || !all.length) return;
    stop(event);
    all.at((all.indexOf(document.activeElement) + step) % all.length).focus();
  };
  const pop = el("div", { popover: "auto", id, class: "ts-pop", role: "group", "aria-label": label, ontoggle, onkeydown },
    ...ends.flatMap((end, at) => [at ? " to " : "from ", end]), ...lines,
    button("Any", () => choose([]), { class: "ts-any" }));
  const show = (value, many) => {
    opener.classList.toggle("on", value.length > 0);
    if (span) {
      const [low, high] = [ends[0].value, ends[1].value] = value.length ? value : options;
      said.textContent = low === high ? low : `${low} – ${high}`;
      return;
    }
    const more = value.length > 1 ? ` +${value.length - 1}` : "";
    said.textContent = value.length ? value[0] + more : many ? "any" : "none";
    for (const [at, box] of boxes.entries()) {
      box.checked = value.includes(options[at]);
      if (!many) continue;
      counts[at].textContent = many[at];
      lines[at].classList.toggle("ts-dead", !many[at]);
      lines[at].title = many[at] ? "" : "leads to nothing beside the other menus";
      box.disabled = !many[at] && !box.checked;
    }
  };
  return { name, nodes: [opener, pop], show };
}

/** Return a text with what was searched for marked in it; of a long one, what stands around the first hit. */
function marked(text, sought) {
  if (!sought) return [text];
  const letters = sought.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"); // compared as Python does: one letter with one letter
  const parts = text.split(new RegExp(`(${letters})`, "iu"));
  if (parts.length > 1 && text.length > 160 && parts[0].length > 80) parts[0] = `…${[...parts[0]].slice(-60).join("")}`;
  return parts.map((part, at) => at % 2 ? el("mark", {}, part) : part);
}

/** Return what scrolls a box back to its top: only if somebody moved it, as that makes the browser lay out the page. */
function toTopOf(box) {
  let moved = false;
  box.addEventListener("scroll", () => { moved = true; });
  return () => {
    if (moved) box.scrollTop = 0;
    moved = false;
  };
}

/** The chart: each mark answers to pointer and keys; `choose` is told the rows of the one that was chosen. */
function chartOf(choose) {
  let marks = [], timer = 0;
  const then = (act, wait) => { clearTimeout(timer); timer = setTimeout(act, wait); }; // one thing is waited for at a time
  const idsOf = (mark) => (mark.dataset.row ?? "").split(" ").filter(Boolean);
  const own = (mark) => mark.querySelector(".own") ?? mark; // without the lines that lead to other marks
  const boxOf = (mark) => own(mark).getBoundingClientRect();
  const hide = () => { if (tip.matches(":popover-open")) tip.hidePopover(); };
  const away = () => then(hide, 400);
  const tip = el("div", { class: "ts-tip", role: "tooltip", popover: "manual", id: `ts-tip-${++pops}`,
    onpointerenter: () => clearTimeout(timer), onpointerleave: away });
  const node = el("div", { class: "ts-chart", role: "region", "aria-label": "Chart",
    onpointerout: away, onfocusout: away, onscroll: () => then(hide, 0) });
  const toTop = toTopOf(node);

  /** Tell of a mark beside it where no mark is covered; else below or above the whole chart. */
  const point = (mark) => {
    clearTimeout(timer);
    if (!mark.isConnected) return;
    const many = idsOf(mark).length;
    tip.replaceChildren(el("strong", {}, mark.getAttribute("aria-label")), el("div", {}, mark.dataset.tip),
      many > 1 ? `${many} rows: each click goes to the next` : "");
    if (!tip.matches(":popover-open")) tip.showPopover();
    mark.setAttribute("aria-describedby", tip.id);
    const at = boxOf(mark), box = tip.getBoundingClientRect(), all = node.getBoundingClientRect();
    const seen = marks.map(boxOf).filter((one) => one.bottom > all.top && one.top < all.bottom);
    const middle = Math.max(4, Math.min((at.left + at.right - box.width) / 2, innerWidth - box.width - 4));
    const spots = [[middle, at.bottom + 6], [middle, at.top - box.height - 6], [at.right + 6, at.top],
      [at.left - box.width - 6, at.top], [middle, Math.min(all.bottom, innerHeight) + 4], [middle, all.top - box.height - 4]];
    const free = ([x, y]) => x >= 0 && y >= 0 && x + box.width <= innerWidth && y + box.height <= innerHeight &&
      !seen.some((one) => one.left < x + box.width && x < one.right && one.top < y + box.height && y < one.bottom);
    float(tip, ...(spots.find(free) ?? spots.at(-1)));
  };
  const focus = (mark) => {
    marks.forEach((one) => one.setAttribute("tabindex", one === mark ? 0 : -1));
    mark.focus({ preventScroll: true });
    own(mark).scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  /** The nearest mark in the direction of an arrow; what stands aside of the way counts as three times as far. */
  const beside = (mark, key) => {
    const level = /Left|Right/.test(key), sign = /Right|Down/.test(key) ? 1 : -1;
    const ends = ({ left, right, top, bottom }) => level ? [left, right, top, bottom] : [top, bottom, left, right];
    const place = (one) => { // of what is drawn last
      const [low, high] = ends(own(one).lastElementChild.getBoundingClientRect());
      return sign * (low + high) / 2;
    };
    const from = place(mark), [, , least, most] = ends(boxOf(mark));
    const far = (one) => {
      const along = place(one) - from, [, , low, high] = ends(boxOf(one));
      return along > 1 ? along + 3 * Math.max(0, low - most, least - high) : Infinity;
    };
    return marks.reduce((best, one) => far(one) < far(best) ? one : best, mark);
  };
  const on = {
    click: (mark) => { focus(mark); choose(idsOf(mark)); },
    pointerover: (mark) => then(() => point(mark), 60),
    // At once for who comes by keys, and hears it; after a click, what it shows elsewhere comes first.
    focusin: (mark) => mark.matches(":focus-visible") ? point(mark) : then(() => point(mark), 30),
    keydown: (mark, event) => {
      const ends = { Home: marks[0], End: marks.at(-1) };
      if (event.key === "Enter" || event.key === " ") choose(idsOf(mark));
      else if (event.key in ends || event.key.startsWith("Arrow")) focus(ends[event.key] ?? beside(mark, event.key));
      else return;
      event.preventDefault();
    },
  };
  for (const [name, listener] of Object.entries(on))
    node.addEventListener(name, (event) => { const mark = event.target.closest(".mark"); if (mark) listener(mark, event); });

  const ground = () => { // what lies between the strokes of a mark answers too; there is no size before it is on the page
    const open = marks.map(own).filter((one) => one.firstElementChild.tagName !== "rect");
    const boxes = open.map((one) => one.getBBox()); // all of them before the first is changed: one layout, not many
    for (const [n, { x, y, width, height }] of boxes.entries()) {
      const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      for (const [name, value] of Object.entries({ x, y, width, height, fill: "transparent" })) rect.setAttribute(name, value);
      if (width) open[n].prepend(rect);
    }
  };
  if (!CSS.supports("pointer-events", "bounding-box")) new ResizeObserver(ground).observe(node);
  const draw = (svg, message) => {
    const at = marks.indexOf(document.activeElement);
    then(hide, 0);
    node.innerHTML = svg;
    toTop();
    if (message) node.replaceChildren(el("p", { class: "ts-hint", role: "alert" }, message));
    marks = [...node.querySelectorAll(".mark")];
    marks.forEach((mark, n) => { mark.setAttribute("role", "button"); mark.setAttribute("tabindex", n ? -1 : 0); });
    marks.forEach((mark) => own(mark).classList.add("own"));
    if (at >= 0) marks[Math.min(at, marks.length - 1)]?.focus({ preventScroll: true });
  };
  /** Show which mark a row has; return that mark and all the rows that it has. */
  const paint = (id) => {
    for (const mark of marks) {
      mark.classList.toggle("on", idsOf(mark).includes(id));
      mark.setAttribute("aria-pressed", idsOf(mark).includes(id));
    }
    const mine = marks.find((mark) => mark.classList.contains("on"));
    return [mine && own(mine), mine ? idsOf(mine) : []];
  };
  return { node, tip, hide, draw, paint };
}

function form(model, root, line, told) {
  const get = (name) => model.get(name), chosen = () => get("chosen"), choice = () => get("choice");
  const listed = get("listed"), rowOf = new Map(listed.map((row) => [row.key, row.id]).reverse());
  root.classList.add("ts-workbench");
  const choose = (id, from) => {
    root.dataset.from = from;
    model.set("chosen", id);
    model.save_changes();
  };
  const chart = chartOf((ids) => { // each click on a mark of several rows goes to the next
    const shown = get("shown").filter((id) => ids.includes(id));
    if (shown.length) choose(shown[(shown.indexOf(chosen()) + 1) % shown.length], "chart");
  });

  // Menus, and the line below them
  const menus = get("menus").map((menu) => menuOf(menu, line));
  const search = el("input", { type: "search", placeholder: "search the words …", "aria-label": "Search",
    oninput: () => line.choose({ search: search.value }) });
  const full = button("⤢", () => document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen(),
    { title: "Full screen, as for a projector", "aria-label": "Full screen" });
  const status = el("strong", { role: "status", "aria-live": "polite" });
  const code = el("code", { tabindex: 0, "aria-label": "The same in pandas" });
  const copy = button("copy", () => {
    getSelection().selectAllChildren(code);
    document.execCommand("copy"); // on a page without https there is no other way
    copy.textContent = "copied";
    setTimeout(() => { copy.textContent = "copy"; }, 1500);
  }, { class: "ts-link", "aria-label": "Copy the code", "aria-live": "polite" });
  const links = el("span", { class: "ts-links" });

  // The list
  const trs = new Map(listed.map(({ id }) => [id, el("tr", { "data-row": id, role: "row" })]));
  const pick = (tr) => {
    if (!tr) return;
    choose(tr.dataset.row, "list");
    tr.focus({ preventScroll: true });
  };
  const body = el("tbody", { role: "rowgroup", onclick: (event) => pick(event.target.closest("tr")), onkeydown: (event) => {
    const tr = event.target.closest("tr");
    const to = { ArrowDown: tr.nextSibling, ArrowUp: tr.previousSibling, Home: body.firstChild, End: body.lastChild,
      Enter: tr, " ": tr }[event.key];
    if (to === undefined || event.target !== tr) return;
    event.preventDefault();
    pick(to);
  } });
  const heads = get("heads").map(([name, label, sorts]) => {
    const arrow = el("span", { "aria-hidden": "true" });
    const next = () => ({ [name]: `-${name}`, [`-${name}`]: "" })[choice().sort] ?? name;
    const th = el("th", { scope: "col", role: "columnheader" }, sorts ? button(label, () => line.choose({ sort: next() }), {}, arrow) : label);
    return { name, th, arrow };
  });
  const head = el("tr", { role: "row" }, ...heads.map((one) => one.th));
  // Widths come from all the rows, once: to fit columns to those shown takes the browser longer than all the rest.
  const longest = (at, parts) => Math.max(1, ...listed.flatMap(({ cells }) => cells[at].match(parts) ?? []).map((one) => one.length));
  const widths = get("heads").map(([, label], at) => {
    const cell = longest(at, /.+/g), word = longest(at, /\S+/g);
    return [1.2 + 0.64 * Math.max(label.length, Math.min(word, 16), Math.min(cell, 45) / 3), Math.min(cell, 60)];
  });
  const style = `--ts-columns: ${widths.map(([least, share]) => `minmax(${least}em, ${share}fr)`).join(" ")};`;
  const table = el("table", { role: "table", style: `${style} min-width: ${widths.reduce((sum, [least]) => sum + least, 0)}em` },
    el("thead", { role: "rowgroup" }, head), body);
  const list = el("div", { class: "ts-list", role: "region", "aria-label": "Rows shown" }, table);

  // The evidence
  const lead = (event) => {
    const id = rowOf.get(event.target.closest("[data-go][role=link]")?.dataset.go);
    if (id === undefined || (event.type === "keydown" && event.key !== "Enter")) return;
    choose(id, "list");
    words.focus({ preventScroll: true });
  };
  const words = el("div", { class: "ts-words", tabindex: 0, onclick: lead, onkeydown: lead }), toTop = toTopOf(words);
  const aside = el("div", { class: "ts-evidence", role: "group", "aria-label": "Evidence" }, el("strong", {}, "Evidence"), words);

  // Showing
  const into = (box, item) => { // scrolls the box alone, never the page
    const outer = box.getBoundingClientRect(), inner = item.getBoundingClientRect();
    const top = outer.top + (box === list ? head.offsetHeight : 0);
    if (inner.top < top) box.scrollTop -= top - inner.top + 8;
    else if (inner.bottom > outer.bottom) box.scrollTop += Math.min(inner.bottom - outer.bottom, inner.top - top) + 8;
  };
  const paint = () => {
    const id = chosen(), shown = get("shown"), [mine, together] = chart.paint(id);
    for (const [row, tr] of trs) {
      tr.classList.toggle("on", row === id);
      tr.classList.toggle("near", row !== id && together.includes(row));
      tr.setAttribute("tabindex", row === (id || shown[0]) ? 0 : -1);
      tr.setAttribute("aria-current", row === id);
    }
    const found = get("evidence")[id] ?? get("late")[id];
    const other = words.dataset.of !== id;
    words.dataset.of = id;
    if (other) toTop();
    if (found) words.innerHTML = found;
    else if (id || other) words.replaceChildren(el("p", { class: "ts-hint" }, id ? "Asking the kernel for the evidence …"
      : "Choose a mark in the chart or a row in the list: what stands behind it is shown here."));
    for (const one of words.querySelectorAll("[data-go]")) {
      const open = shown.includes(rowOf.get(one.dataset.go));
      const props = open ? { class: "ts-link", role: "link", tabindex: 0 } : { title: "hidden by a menu" };
      for (const [name, value] of Object.entries(props)) one.setAttribute(name, value);
    }
    if (!id) return;
    const follow = () => {
      if (trs.get(id).isConnected) into(list, trs.get(id));
      if (mine?.isConnected && root.dataset.from !== "chart") into(chart.node, mine);
    };
    requestAnimationFrame(() => { // with the next picture, not in a layout of its own
      follow();
      if (getComputedStyle(root).display === "flex") aside.scrollIntoView({ block: "nearest" });
      requestAnimationFrame(follow); // rows have their own height only when they are in sight
    });
  };
  const order = () => {
    const at = document.activeElement, focused = trs.get(at?.dataset?.row) === at;
    body.replaceChildren(...get("shown").map((id) => trs.get(id)));
    if (focused && at.isConnected) at.focus({ preventScroll: true });
  };
  const fill = (sought) => {
    for (const { id, cells } of listed)
      trs.get(id).replaceChildren(...cells.map((text) => el("td", { role: "cell" }, el("div", {}, ...marked(text, sought)))));
  };
  const last = {};
  root.append(el("div", { class: "ts-bar" }, ...menus.flatMap((menu) => menu.nodes), search, steps(model, root, line, full)),
    el("div", { class: "ts-line" }, status, code, copy, links), told, chart.node, list, aside, chart.tip);
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chart.tip.matches(":popover-open")) { chart.hide(); event.stopPropagation(); }
  });
  return () => {
    const { search: sought, sort } = choice(), parts = ["svg", "message", "shown", "chosen", "late", "links"];
    const fresh = new Set(parts.filter((name) => last[name] !== (last[name] = get(name))));
    if (fresh.has("svg") || fresh.has("message")) {
      root.dataset.from = "";
      chart.draw(get("svg"), get("message"));
    }
    if (sought !== last.sought) fill(last.sought = sought);
    if (fresh.has("shown")) order();
    if (fresh.delete("links")) links.innerHTML = get("links");
    if (!line.waits()) {
      menus.forEach((menu) => menu.show(choice()[menu.name], get("counts")[menu.name]));
      if (search.value.trim() !== sought) search.value = sought;
    }
    for (const { name, th, arrow } of heads) {
      const way = 1 + [name, `-${name}`].indexOf(sort);
      th.setAttribute("aria-sort", ["none", "ascending", "descending"][way]);
      arrow.textContent = ["", " ▴", " ▾"][way];
    }
    say(status, get("count"));
    say(code, get("code"));
    if (fresh.size) paint();
  };
}
