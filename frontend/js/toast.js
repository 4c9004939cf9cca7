// Messages fade after eight seconds, never while read by keyboard or pointer; without JavaScript they stay.
import { onEvery, word } from "./dom.js";

onEvery(".toast", (toast) => {
  const close = document.createElement("button");
  close.type = "button";
  close.className = "link";
  close.textContent = word("close");
  close.addEventListener("click", () => toast.remove());
  toast.append(close);
  if (toast.hasAttribute("data-stays")) return;
  const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, 2000) : toast.remove());
  setTimeout(leave, 8000);
});

// The line is down: say so instead of leaving a button that does nothing.
function showOffline() {
  for (const pill of document.querySelectorAll("[data-sync]")) {
    pill.hidden = navigator.onLine;
  }
}
addEventListener("online", showOffline);
addEventListener("offline", showOffline);
showOffline();
