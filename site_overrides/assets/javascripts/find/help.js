// The help lines for a crisis, shown or taken away. Put in afresh each time, so that screen readers say them.

/**
 * @param {ParentNode} box
 * @param {boolean} wanted
 */
export function showCrisis(box, wanted) {
  const alert = box.querySelector("[data-crisis]");
  const template = alert?.querySelector("template");
  if (!alert || !template) return;
  const shown = alert.querySelector("section");
  if (wanted && !shown) alert.append(template.content.cloneNode(true));
  if (!wanted && shown) shown.remove();
}
