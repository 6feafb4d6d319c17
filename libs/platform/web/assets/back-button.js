// The back button must show the form as it was sent, under the id it was sent with, or sending it again would be a new
// command. A browser that has dropped the page asks for it anew and gets a fresh id; but it keeps this entry of its history.
const kept = history.state?.commandIds ?? {};
const commandIds = {};
for (const input of document.querySelectorAll('input[name="command_id"]')) {
  const nth = Object.keys(commandIds).filter((key) => key.startsWith(`${input.form.action} `)).length;
  const key = `${input.form.action} ${nth}`;
  input.value = kept[key] ?? input.value;
  commandIds[key] = input.value;
}
history.replaceState({ ...history.state, commandIds }, '');
