// Keys for the office. Every key is also a button on the page; nothing here is needed to work.
(() => {
  "use strict";
  const box = document.getElementById("touches");
  if (!box) return;
  const holder = box.closest("[hidden]");
  if (holder) holder.hidden = false;
  box.checked = localStorage.getItem("touches") !== "non";
  box.addEventListener("change", () => localStorage.setItem("touches", box.checked ? "oui" : "non"));
  const typing = (at) => at.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (!box.checked || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    const criterion = event.target.closest(".crit");
    const wanted = criterion && /^[123]$/.test(event.key)
      ? criterion.querySelector(`[data-crit-key="${event.key}"]`)
      : document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!wanted) return;
    event.preventDefault();
    const reason = wanted.name === "to" && document.getElementById("motif");
    // A decision by key still needs its reason: the key leads there first.
    if (reason && !reason.value && !document.getElementById("motif-mots").value) reason.focus();
    else wanted.click();
  });
})();
