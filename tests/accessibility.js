// What axe-core does not look at. An expression: an object of functions, each of which
// returns findings as texts.
(() => {
  const CONTROLS = "input:not([type=hidden]), select, textarea, button, summary";
  const LEAST_CONTRAST = 3; // WCAG 1.4.11
  const LEAST_TARGET = 24; // CSS pixels, WCAG 2.5.8

  const name = (element) => {
    const tag = element.localName + (element.type ? `[${element.type}]` : "");
    return `${tag} "${element.id || element.name || element.textContent.trim().slice(0, 40)}"`;
  };

  const controls = () =>
    [...document.querySelectorAll(CONTROLS)].filter(
      (element) => !element.disabled && element.checkVisibility({ visibilityProperty: true }),
    );

  // --- Colours

  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };

  const luminance = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  const isOpaque = (colour) => colour[3] > 127;

  const background = (element) => {
    for (let box = element; box; box = box.parentElement) {
      const colour = rgba(getComputedStyle(box).backgroundColor);
      if (isOpaque(colour)) return colour;
    }
    return rgba("Canvas");
  };

  // --- Contrast of controls

  // A line has a width even where it is not drawn: only its style tells.
  const isDrawn = (style, line) => style[`${line}Style`] !== "none" && parseFloat(style[`${line}Width`]) > 0;

  const edges = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    // A field that has the focus is drawn by its outline.
    const lines = ["borderTop", "borderRight", "borderBottom", "borderLeft", "outline"]
      .filter((line) => isDrawn(style, line))
      .map((line) => rgba(style[`${line}Color`]));
    return [rgba(style.backgroundColor), ...lines].filter(isOpaque);
  };

  // The box that shows where a control is: itself, or a wrapper of the same size.
  const boxes = (element) => {
    const wrapper = element.parentElement;
    const [own, outer] = [element.getBoundingClientRect(), wrapper.getBoundingClientRect()];
    const isWrapped =
      Math.abs(own.width - outer.width) < 9 && Math.abs(own.height - outer.height) < 9;
    return isWrapped ? [element, wrapper] : [element];
  };

  const controlContrast = (element) => {
    const pseudos = element.type === "file" ? [null, "::file-selector-button"] : [null];
    const ratios = boxes(element).flatMap((box) =>
      pseudos.flatMap((pseudo) =>
        edges(box, pseudo).map((edge) => contrast(edge, background(box.parentElement))),
      ),
    );
    return Math.max(1, ...ratios);
  };

  // Text shows where a button is; the browser itself draws an unstyled checkbox; and an
  // input of opacity 0 is drawn by its label.
  const needsContrast = (element) => {
    const style = getComputedStyle(element);
    const isNative = /checkbox|radio|range|color/.test(element.type) && style.appearance !== "none";
    return !/button|summary/.test(element.localName) && !isNative && style.opacity !== "0";
  };

  const weakControls = () =>
    controls()
      .filter(needsContrast)
      .map((element) => [element, controlContrast(element)])
      .filter(([, ratio]) => ratio < LEAST_CONTRAST)
      .map(([element, ratio]) => `${name(element)}: Kontrast ${ratio.toFixed(2)} unter 3`);

  // --- Size of targets: a label belongs to the target

  const target = (element) => {
    const boxes = [element, ...(element.labels ?? [])].map((part) => part.getBoundingClientRect());
    const span = (start, end) =>
      Math.max(...boxes.map((box) => box[end])) - Math.min(...boxes.map((box) => box[start]));
    return { width: span("left", "right"), height: span("top", "bottom") };
  };

  const smallTargets = () =>
    controls()
      .map((element) => [element, target(element)])
      .filter(([, { width, height }]) => Math.min(width, height) < LEAST_TARGET)
      .map(
        ([element, { width, height }]) =>
          `${name(element)}: Ziel nur ${Math.round(width)} × ${Math.round(height)} px`,
      );

  // --- Focus: whatever has it must look different from without

  const look = (element) => {
    const parts = [element, element.parentElement, ...(element.labels ?? [])].filter(Boolean);
    return JSON.stringify(
      parts.flatMap((part) =>
        [null, "::before", "::after"].map((pseudo) => {
          const style = getComputedStyle(part, pseudo);
          return [
            style.outline,
            style.boxShadow,
            style.border,
            style.backgroundColor,
            style.textDecoration,
            style.clip,
            style.transform,
          ];
        }),
      ),
    );
  };

  const isFrame = (element) => element.localName === "iframe";

  let previous = null;
  let visited = new Set();

  const startFocus = () => {
    document.activeElement?.blur();
    scrollTo(0, 0);
    previous = null;
    visited = new Set();
  };

  // Call after each press of Tab; `end` is true when all stops were seen.
  const nextFocus = () => {
    const findings = [];
    const element = document.activeElement;
    const isSame = previous && previous.element === element;
    // Day, month, year and calendar of a date are stops of their own.
    if (isSame && /^(date|time|month|week)/.test(element.type)) return { end: false, findings };
    // So is what a frame holds. It is a page of its own, and shows there what has the focus.
    if (isSame && isFrame(element)) return { end: false, findings };
    if (isSame)
      findings.push(`${name(element)}: die Tabulatortaste kommt nicht weiter`);
    else if (previous && !isFrame(previous.element) && look(previous.element) === previous.look)
      findings.push(`${name(previous.element)}: Fokus nicht zu sehen`);
    const end = !element || element === document.body || visited.has(element);
    if (!end) {
      visited.add(element);
      previous = { element, look: look(element) };
    }
    return { end, findings };
  };

  // The same stops once more, without the keyboard; a script may have drawn some anew.
  const focusAgain = () =>
    [...visited]
      .filter((element) => element.isConnected && !isFrame(element))
      .filter((element) => {
        element.focus();
        const focused = look(element);
        element.blur();
        return look(element) === focused;
      })
      .map((element) => `${name(element)}: Fokus nicht zu sehen`);

  // --- Reflow

  const scrolls = (element) => {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement)
      if (getComputedStyle(box).overflowX !== "visible") return true;
    return false;
  };

  const overflow = () => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const culprits = [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
      .filter((element) => !scrolls(element))
      .slice(-3)
      .map(name);
    return [`Seite ist ${root.scrollWidth} px breit: ${culprits.join(", ")}`];
  };

  // --- Movement would be measured half way, and what lies under a bar at the edge as cut off

  const standStill = () => {
    scrollTo(0, 0);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important }");
    document.adoptedStyleSheets.push(sheet);
  };

  window.accessibilityChecks = {
    weakControls, smallTargets, startFocus, nextFocus, focusAgain, overflow, standStill,
  };
})();
