// A form that only carries something on is sent by itself; without script there is its button.
document.querySelector("form[data-onward]")?.submit();
