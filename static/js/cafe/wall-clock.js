// Counts a round down by the server's clock. What the device takes for the time of day
// plays no part, also when somebody puts it right in between.
//
// <time data-ends-at="…">  shows the minutes and seconds left

const MARKS = [5, 2, 0]; // minutes
const TOLERATED = 2000; // milliseconds; the server tells its time in whole seconds

export class WallClock {
  // `passed(minutes)` is called once when so many minutes are left.
  constructor(serverTime, passed) {
    this.ahead = serverTime - performance.now();
    this.passed = passed;
    this.before = null;
    this.end = null;
  }

  setRight(serverTime) {
    const ahead = serverTime - performance.now();
    if (Math.abs(ahead - this.ahead) > TOLERATED) this.ahead = ahead;
  }

  // Returns the seconds left, null where no round runs.
  tick(time) {
    if (!time) {
      this.before = null;
      return null;
    }
    const end = Date.parse(time.dataset.endsAt);
    const left = Math.max(0, Math.round((end - performance.now() - this.ahead) / 1000));
    time.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    time.dateTime = `PT${left}S`;
    if (this.before !== null && this.end === end) this.#tell(this.before, left);
    [this.before, this.end] = [left, end];
    return left;
  }

  #tell(before, left) {
    const mark = MARKS.findLast((minutes) => before > minutes * 60 && left <= minutes * 60);
    if (mark !== undefined) this.passed(mark);
  }
}
