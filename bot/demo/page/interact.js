// Doing something that the bot is to answer.

import { Refused } from "./api.js";
import { showForm } from "./modal.js";
import { act } from "./state.js";
import { toast } from "./toast.js";
import { words } from "./words.js";

// Do it from some control, show the form the bot answers with, or say that nothing came back.
export async function interact(node, deed, body) {
  node.setAttribute("aria-busy", "true");
  try {
    const answer = await act(deed, body);
    if (answer.form) showForm(answer);
    else if (!answer.answered) toast(words().silent, { bad: true });
    return answer;
  } catch (error) {
    toast(error instanceof Refused ? error.message : words().lost, { bad: true });
    return null;
  } finally {
    node.removeAttribute("aria-busy");
  }
}
