// The numbers beside the areas in the frame. Fetched after the page, so that no page waits for them.
const MOST = 99;
let shownAt = 0;

async function show() {
  const marks = document.querySelectorAll("[data-unread]");
  const source = document.body.dataset.unreadUrl;
  if (!marks.length || !source || Date.now() - shownAt < 30000) return;
  shownAt = Date.now();
  const answer = await fetch(source, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const counts = await answer.json();
  for (const mark of marks) {
    const count = counts[mark.dataset.unread] ?? 0;
    mark.hidden = count === 0;
    mark.querySelector("b").textContent = count >= MOST ? `${MOST}+` : count;
  }
}

show();
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && show());
