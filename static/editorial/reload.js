// Looks again while something is under way; without this script a link does.
const seconds = Number(document.currentScript.dataset.seconds);
setTimeout(() => location.reload(), seconds * 1000);
