// @ts-check
// Elements without a framework.

/**
 * @param {string} tag as in `button.round`
 * @param {Record<string, unknown>} [props] attributes; `on…` are listeners; what is null, false or undefined is left out
 * @param {...(Node | string | null | false | undefined)} children
 * @returns {HTMLElement}
 */
export function el(tag, props = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name ?? 'div');
  if (classes.length > 0) element.className = classes.join(' ');
  if (element instanceof HTMLButtonElement) element.type = 'button';
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on') && typeof value === 'function') {
      element.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
    } else {
      element.setAttribute(key, value === true ? '' : String(value));
    }
  }
  element.append(
    .../** @type {(Node | string)[]} */ (children.filter((child) => child !== null && child !== false && child !== undefined)),
  );
  return element;
}

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page lacks #${id}`);
  return found;
}

/** @param {string} name @returns {string} two letters for a round picture */
export function initials(name) {
  const words = name.split(/[\s&]+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => [...word][0])
    .join('')
    .toUpperCase();
}
