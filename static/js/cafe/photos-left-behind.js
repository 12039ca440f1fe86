// Where nothing can be sent any more: photographs of this device, to take along.
import { WaitingList } from "./photo-waiting.js";

new WaitingList(document.querySelector("[data-waiting]")).show();
