//! A queue of tasks, pure: what is done, what failed, what is next.

use crate::domain::time::Timestamp;

/// Tasks, in order. `E` says why one failed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Queue<T, E> {
    items: Vec<Item<T, E>>,
    mode: Mode,
}

/// A task and how it stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Item<T, E> {
    /// What is to be done.
    pub task: T,
    /// How it stands.
    pub state: State<E>,
}

/// How a task stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum State<E> {
    /// Its turn has not come.
    Waiting,
    /// It is being done.
    Running,
    /// It is done, and the cloud says so.
    Done,
    /// It was tried.
    Failed(E),
}

/// Whether the queue moves.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mode {
    /// It does.
    Running,
    /// A person holds it; what is being done is finished first.
    Paused,
    /// Something holds it that concerns all tasks, such as no connection, until then or until a person resumes it.
    Held(Option<Timestamp>),
}

/// What came of a task.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Outcome<E> {
    /// It is done, and the cloud says so.
    Done,
    /// It failed, and the next may do better.
    Failed(E),
    /// It was not done for a reason that the next would meet, too: it waits again, and all others with it.
    Hold(Option<Timestamp>),
}

/// What to do now.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Next {
    /// Do this task.
    Start(usize),
    /// Ask again then.
    Wait(Timestamp),
    /// Nothing: all is done or failed, or the queue is held, or a task is being done.
    Rest,
}

/// How far it is.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Progress {
    /// All tasks.
    pub all: usize,
    /// Those done.
    pub done: usize,
    /// Those that failed.
    pub failed: usize,
}

impl Progress {
    /// Those still to be done.
    pub fn left(self) -> usize {
        self.all.saturating_sub(self.done + self.failed)
    }
}

impl<T, E> Queue<T, E> {
    /// A queue that moves.
    pub fn new(tasks: impl IntoIterator<Item = T>) -> Self {
        Self {
            items: tasks
                .into_iter()
                .map(|task| Item {
                    task,
                    state: State::Waiting,
                })
                .collect(),
            mode: Mode::Running,
        }
    }

    /// A queue from an earlier run, paused. What was being done then waits: nothing is kept as running.
    pub fn restored(items: Vec<Item<T, E>>) -> Self {
        Self {
            items,
            mode: Mode::Paused,
        }
    }

    /// The tasks.
    pub fn items(&self) -> &[Item<T, E>] {
        &self.items
    }

    /// A task, to note something on it.
    pub fn task_mut(&mut self, index: usize) -> Option<&mut T> {
        self.items.get_mut(index).map(|item| &mut item.task)
    }

    /// Whether it moves.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        let count =
            |is: fn(&State<E>) -> bool| self.items.iter().filter(|item| is(&item.state)).count();
        Progress {
            all: self.items.len(),
            done: count(|state| matches!(state, State::Done)),
            failed: count(|state| matches!(state, State::Failed(_))),
        }
    }

    /// What to do now. One task at a time: the cloud is asked in sequence (contract 8).
    pub fn next(&mut self, now: Timestamp) -> Next {
        match self.mode {
            Mode::Held(Some(until)) if until <= now => self.mode = Mode::Running,
            Mode::Held(Some(until)) => return Next::Wait(until),
            Mode::Held(None) | Mode::Paused => return Next::Rest,
            Mode::Running => {}
        }
        if self.is_busy() {
            return Next::Rest;
        }
        self.items
            .iter()
            .position(|item| matches!(item.state, State::Waiting))
            .map_or(Next::Rest, Next::Start)
    }

    /// A task is being done from now on.
    pub fn start(&mut self, index: usize) {
        if let Some(item) = self.items.get_mut(index) {
            item.state = State::Running;
        }
    }

    /// A task came to an end.
    pub fn finish(&mut self, index: usize, outcome: Outcome<E>) {
        let Some(item) = self.items.get_mut(index) else {
            return;
        };
        item.state = match outcome {
            Outcome::Done => State::Done,
            Outcome::Failed(why) => State::Failed(why),
            Outcome::Hold(until) => {
                if self.mode == Mode::Running {
                    self.mode = Mode::Held(until);
                }
                State::Waiting
            }
        };
    }

    /// Holds it.
    pub fn pause(&mut self) {
        self.mode = Mode::Paused;
    }

    /// Lets it move.
    pub fn resume(&mut self) {
        self.mode = Mode::Running;
    }

    /// Puts those that failed back into the queue, and lets it move.
    pub fn retry_failed(&mut self) {
        for item in &mut self.items {
            if matches!(item.state, State::Failed(_)) {
                item.state = State::Waiting;
            }
        }
        self.resume();
    }

    /// Whether a task is being done.
    pub fn is_busy(&self) -> bool {
        self.items
            .iter()
            .any(|item| matches!(item.state, State::Running))
    }

    /// Whether nothing is left to do, save to try again what failed.
    pub fn is_over(&self) -> bool {
        self.items
            .iter()
            .all(|item| matches!(item.state, State::Done | State::Failed(_)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    #[test]
    fn tasks_are_done_one_after_the_other() {
        let mut queue: Queue<&str, &str> = Queue::new(["a", "b"]);
        assert_eq!(queue.next(at(0)), Next::Start(0));
        queue.start(0);
        assert_eq!(queue.next(at(0)), Next::Rest);
        queue.finish(0, Outcome::Failed("why"));
        assert_eq!(queue.next(at(0)), Next::Start(1));
        queue.start(1);
        queue.finish(1, Outcome::Done);
        assert_eq!(queue.next(at(0)), Next::Rest);
        assert!(queue.is_over());
        let expected = Progress {
            all: 2,
            done: 1,
            failed: 1,
        };
        assert_eq!(queue.progress(), expected);
        queue.retry_failed();
        assert_eq!(queue.next(at(0)), Next::Start(0));
    }

    #[test]
    fn a_pause_lets_what_is_being_done_come_to_its_end() {
        let mut queue: Queue<&str, ()> = Queue::new(["a", "b"]);
        queue.start(0);
        queue.pause();
        queue.finish(0, Outcome::Done);
        assert_eq!(queue.next(at(0)), Next::Rest);
        queue.resume();
        assert_eq!(queue.next(at(0)), Next::Start(1));
    }

    #[test]
    fn what_holds_all_tasks_passes_by_itself_when_its_end_is_known() {
        let mut queue: Queue<&str, ()> = Queue::new(["a"]);
        queue.start(0);
        queue.finish(0, Outcome::Hold(Some(at(60))));
        assert_eq!(queue.next(at(59)), Next::Wait(at(60)));
        assert_eq!(queue.next(at(60)), Next::Start(0));
        queue.start(0);
        queue.finish(0, Outcome::Hold(None));
        assert_eq!(queue.mode(), Mode::Held(None));
        assert_eq!(queue.next(at(9_999)), Next::Rest);
        queue.resume();
        assert_eq!(queue.next(at(9_999)), Next::Start(0));
    }

    #[test]
    fn a_person_s_pause_outlasts_what_holds_the_queue() {
        let mut queue: Queue<&str, ()> = Queue::new(["a"]);
        queue.start(0);
        queue.pause();
        queue.finish(0, Outcome::Hold(Some(at(1))));
        assert_eq!(queue.next(at(5)), Next::Rest);
    }

    #[test]
    fn a_queue_of_an_earlier_run_waits_for_a_person() {
        let item = |state| Item { task: "a", state };
        let items = vec![
            item(State::Done),
            item(State::Waiting),
            item(State::Failed(7)),
        ];
        let mut queue = Queue::restored(items);
        assert_eq!(queue.next(at(0)), Next::Rest);
        queue.resume();
        assert_eq!(queue.next(at(0)), Next::Start(1));
    }

    proptest! {
        /// Whatever people and the cloud do, no task that is done is done again, and never two at once.
        #[test]
        fn nothing_is_done_twice(acts in prop::collection::vec(0_u8..7, 0..80)) {
            let mut queue: Queue<usize, ()> = Queue::new(0..6);
            let mut done = [false; 6];
            let mut running = None;
            for (now, act) in (0..).zip(acts) {
                match (act, running.take()) {
                    (0, before) => { queue.pause(); running = before; }
                    (1, before) => { queue.resume(); running = before; }
                    (2, before) => { queue.retry_failed(); running = before; }
                    (3, Some(index)) => queue.finish(index, Outcome::Failed(())),
                    (4, Some(index)) => queue.finish(index, Outcome::Hold(Some(at(now + 2)))),
                    (_, Some(index)) => {
                        queue.finish(index, Outcome::Done);
                        done[index] = true;
                    }
                    (_, None) => if let Next::Start(index) = queue.next(at(now)) {
                        prop_assert!(!done[index]);
                        queue.start(index);
                        running = Some(index);
                    }
                }
                prop_assert_eq!(queue.is_busy(), running.is_some());
                let counted = queue.progress();
                prop_assert_eq!(counted.done, done.iter().filter(|done| **done).count());
                prop_assert!(counted.done + counted.failed + counted.left() == counted.all);
            }
        }
    }
}
