// Part of `hereabouts serve` alone: shows the page again when there is another build, and says when one has failed.

const visible = () =>
  document.hidden
    ? new Promise((done) => document.addEventListener("visibilitychange", done, { once: true })).then(visible)
    : Promise.resolve();

const say = (words) => {
  if (!words) return;
  const bar = document.createElement("p");
  bar.setAttribute("role", "status");
  bar.textContent = words;
  Object.assign(bar.style, {
    position: "fixed", inset: "auto 0 0 0", margin: "0", padding: "12px 16px", zIndex: "1000",
    background: "#b10e1e", color: "#fff", font: "600 18px/1.4 sans-serif",
  });
  document.body.append(bar);
};

// A tab that nobody looks at asks nothing: a browser keeps only a few questions to one server open at a time.
const ask = async (seen) => {
  await visible();
  const stop = new AbortController();
  const hide = () => document.hidden && stop.abort();
  document.addEventListener("visibilitychange", hide);
  try {
    const answer = await fetch(`/.preview?${seen}`, { cache: "no-store", signal: stop.signal });
    const { edition, trouble } = await answer.json();
    if (seen && edition !== seen) {
      location.reload();
      return;
    }
    if (!seen) say(trouble);
    seen = edition;
  } catch {
    await new Promise((done) => setTimeout(done, 1000));
  } finally {
    document.removeEventListener("visibilitychange", hide);
  }
  ask(seen);
};
ask("");
