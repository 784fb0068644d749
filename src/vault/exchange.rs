//! The bookkeeping of the page's side: who waits for what, and what happens to them when the worker ends. No browser in
//! here, so it is tested natively.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use futures::channel::oneshot;
use zeroize::Zeroizing;

use super::protocol::{Answer, BUILD, Envelope, Error, Message, Request, decode, encode};

/// The way to one worker. Dropping it ends the worker.
pub(super) trait Wire {
    /// Sends the bytes on their way.
    fn post(&self, bytes: &[u8]);
}

/// What the page knows of its worker, and who waits for it.
pub(super) struct Exchange<W> {
    inner: RefCell<Inner<W>>,
    on_ended: RefCell<Option<Listener>>,
}

type Listener = Rc<dyn Fn(Error)>;

struct Inner<W> {
    worker: Option<Worker<W>>,
    hired: u32,
    asked: u32,
    answers: BTreeMap<u32, oneshot::Sender<Result<Answer, Error>>>,
    ready: Vec<oneshot::Sender<Result<(), Error>>>,
}

struct Worker<W> {
    number: Shift,
    wire: W,
    state: State,
}

enum State {
    /// Not heard of yet: messages wait here, since a worker loses what it is sent before it listens.
    Starting(Vec<Zeroizing<Vec<u8>>>),
    Ready,
}

/// Which worker an event is of: events of one that was ended may still arrive.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Shift(u32);

impl<W: Wire> Exchange<W> {
    pub(super) fn new() -> Self {
        Self {
            inner: RefCell::new(Inner {
                worker: None,
                hired: 0,
                asked: 0,
                answers: BTreeMap::new(),
                ready: Vec::new(),
            }),
            on_ended: RefCell::new(None),
        }
    }

    /// Who is told when a worker ends that nobody dismissed.
    pub(super) fn on_ended(&self, tell: Listener) {
        *self.on_ended.borrow_mut() = Some(tell);
    }

    /// Sees to it that there is a worker. Gives its number when `hire` made a new one, so that the caller can watch it.
    pub(super) fn staff(
        &self,
        hire: impl FnOnce(Shift) -> Result<W, Error>,
    ) -> Result<Option<Shift>, Error> {
        if self.inner.borrow().worker.is_some() {
            return Ok(None);
        }
        let number = {
            let mut inner = self.inner.borrow_mut();
            inner.hired = inner.hired.wrapping_add(1);
            Shift(inner.hired)
        };
        let wire = hire(number)?;
        self.inner.borrow_mut().worker = Some(Worker {
            number,
            wire,
            state: State::Starting(Vec::new()),
        });
        Ok(Some(number))
    }

    /// Posts a request, or keeps it until the worker is ready. The receiver gets the answer.
    pub(super) fn ask(&self, request: Request) -> oneshot::Receiver<Result<Answer, Error>> {
        let (sender, receiver) = oneshot::channel();
        let mut inner = self.inner.borrow_mut();
        inner.asked = inner.asked.wrapping_add(1);
        let id = inner.asked;
        let Some(bytes) = encode(&Envelope { id, request }) else {
            let _ = sender.send(Err(Error::Malformed));
            return receiver;
        };
        match &mut inner.worker {
            None => {
                let _ = sender.send(Err(Error::WorkerDied));
                return receiver;
            }
            Some(Worker {
                state: State::Starting(held),
                ..
            }) => held.push(bytes),
            Some(Worker {
                state: State::Ready,
                wire,
                ..
            }) => wire.post(&bytes),
        }
        inner.answers.insert(id, sender);
        receiver
    }

    /// Resolves when the worker can receive.
    pub(super) fn ready(&self) -> oneshot::Receiver<Result<(), Error>> {
        let (sender, receiver) = oneshot::channel();
        let mut inner = self.inner.borrow_mut();
        match &inner.worker {
            None => drop(sender.send(Err(Error::WorkerDied))),
            Some(Worker {
                state: State::Ready,
                ..
            }) => drop(sender.send(Ok(()))),
            Some(_) => inner.ready.push(sender),
        }
        receiver
    }

    /// Takes in what the worker said. What makes no sense ends the worker: its answers could not be relied on.
    pub(super) fn hear(&self, shift: Shift, bytes: &[u8]) {
        if !self.is_on(shift) {
            return;
        }
        match decode(bytes) {
            Some(Message::Ready { build: BUILD }) => self.open(),
            Some(Message::Ready { .. }) => self.end(shift, Error::Outdated),
            Some(Message::Answer { id, answer }) => {
                // Nobody waits any more when the page that asked is gone.
                let waiting = self.inner.borrow_mut().answers.remove(&id);
                if let Some(sender) = waiting {
                    let _ = sender.send(answer);
                }
            }
            None => self.end(shift, Error::WorkerDied),
        }
    }

    /// The time to start is over.
    pub(super) fn start_overdue(&self, shift: Shift) {
        let starting = matches!(
            &self.inner.borrow().worker,
            Some(Worker { number, state: State::Starting(_), .. }) if *number == shift
        );
        if starting {
            self.end(shift, Error::WorkerDied);
        }
    }

    /// Ends this worker, if it is still the one; everybody who waits gets `why`.
    pub(super) fn end(&self, shift: Shift, why: Error) {
        if self.is_on(shift) {
            self.dismiss(why);
            let tell = self.on_ended.borrow().clone();
            if let Some(tell) = tell {
                tell(why);
            }
        }
    }

    /// Ends the worker, whichever it is; everybody who waits gets `why`.
    pub(super) fn dismiss(&self, why: Error) {
        let (worker, answers, ready) = {
            let mut inner = self.inner.borrow_mut();
            (
                inner.worker.take(),
                std::mem::take(&mut inner.answers),
                std::mem::take(&mut inner.ready),
            )
        };
        drop(worker);
        for sender in answers.into_values() {
            let _ = sender.send(Err(why));
        }
        for sender in ready {
            let _ = sender.send(Err(why));
        }
    }

    fn is_on(&self, shift: Shift) -> bool {
        self.inner
            .borrow()
            .worker
            .as_ref()
            .is_some_and(|worker| worker.number == shift)
    }

    fn open(&self) {
        let ready = {
            let mut inner = self.inner.borrow_mut();
            if let Some(worker) = &mut inner.worker
                && let State::Starting(held) = std::mem::replace(&mut worker.state, State::Ready)
            {
                for bytes in held {
                    worker.wire.post(&bytes);
                }
            }
            std::mem::take(&mut inner.ready)
        };
        for sender in ready {
            let _ = sender.send(Ok(()));
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    #[derive(Clone, Default)]
    struct Tape(Rc<RefCell<Vec<Vec<u8>>>>);

    impl Wire for Tape {
        fn post(&self, bytes: &[u8]) {
            self.0.borrow_mut().push(bytes.to_vec());
        }
    }

    impl Tape {
        fn ids(&self) -> Vec<u32> {
            self.0
                .borrow()
                .iter()
                .map(|bytes| decode::<Envelope>(bytes).unwrap().id)
                .collect()
        }
    }

    fn staffed() -> (Exchange<Tape>, Tape, Shift) {
        let (exchange, tape) = (Exchange::new(), Tape::default());
        let shift = exchange.staff(|_| Ok(tape.clone())).unwrap().unwrap();
        (exchange, tape, shift)
    }

    fn say(exchange: &Exchange<Tape>, shift: Shift, message: &Message) {
        exchange.hear(shift, &encode(message).unwrap());
    }

    fn request() -> Request {
        Request::OpenSealed("2.a|b|c".into())
    }

    const READY: Message = Message::Ready { build: BUILD };

    #[test]
    fn what_is_asked_early_waits_until_the_worker_listens() {
        let (exchange, tape, shift) = staffed();
        let (ready, first, second) = (
            exchange.ready(),
            exchange.ask(request()),
            exchange.ask(request()),
        );
        assert!(tape.ids().is_empty());

        say(&exchange, shift, &READY);
        assert_eq!(tape.ids(), [1, 2]);
        assert_eq!(ready.now_or_never(), Some(Ok(Ok(()))));

        say(
            &exchange,
            shift,
            &Message::Answer {
                id: 2,
                answer: Err(Error::WrongKey),
            },
        );
        say(
            &exchange,
            shift,
            &Message::Answer {
                id: 1,
                answer: Ok(Answer::Done),
            },
        );
        assert_eq!(first.now_or_never(), Some(Ok(Ok(Answer::Done))));
        assert_eq!(second.now_or_never(), Some(Ok(Err(Error::WrongKey))));
    }

    #[test]
    fn locking_ends_the_worker_and_fails_everything_that_waits() {
        let (exchange, _, old) = staffed();
        let (ready, asked) = (exchange.ready(), exchange.ask(request()));
        exchange.dismiss(Error::Locked);
        assert_eq!(ready.now_or_never(), Some(Ok(Err(Error::Locked))));
        assert_eq!(asked.now_or_never(), Some(Ok(Err(Error::Locked))));

        let new = exchange.staff(|_| Ok(Tape::default())).unwrap().unwrap();
        let ready = exchange.ready();
        say(&exchange, old, &READY);
        exchange.end(old, Error::WorkerDied);
        assert_eq!(
            ready.now_or_never(),
            None,
            "an event of the old worker is not the new one's"
        );
        assert_ne!(old, new);
    }

    #[test]
    fn who_asked_to_be_told_hears_of_a_worker_that_ends_on_its_own_and_of_no_other() {
        let (exchange, _, shift) = staffed();
        let heard = Rc::new(RefCell::new(Vec::new()));
        let told = Rc::clone(&heard);
        exchange.on_ended(Rc::new(move |why| told.borrow_mut().push(why)));
        exchange.end(shift, Error::WorkerDied);
        assert_eq!(*heard.borrow(), [Error::WorkerDied]);

        let shift = exchange.staff(|_| Ok(Tape::default())).unwrap().unwrap();
        exchange.dismiss(Error::Locked);
        exchange.end(shift, Error::WorkerDied);
        assert_eq!(heard.borrow().len(), 1);
    }

    #[test]
    fn a_worker_of_another_deployment_is_not_used() {
        let (exchange, tape, shift) = staffed();
        let asked = exchange.ask(request());
        say(
            &exchange,
            shift,
            &Message::Ready {
                build: BUILD.wrapping_add(1),
            },
        );
        assert_eq!(asked.now_or_never(), Some(Ok(Err(Error::Outdated))));
        assert!(tape.ids().is_empty());
    }

    #[test]
    fn nonsense_ends_the_worker_but_not_the_page() {
        for nonsense in [
            "",
            "{",
            "null",
            "[]",
            "{\"Ready\":{}}",
            "{\"Answer\":{\"id\":1}}",
            "\"Ready\"",
            "\u{0}",
        ] {
            let (exchange, _, shift) = staffed();
            let asked = exchange.ask(request());
            exchange.hear(shift, nonsense.as_bytes());
            assert_eq!(
                asked.now_or_never(),
                Some(Ok(Err(Error::WorkerDied))),
                "{nonsense:?}"
            );
        }
    }

    #[test]
    fn an_answer_to_nothing_is_ignored() {
        let (exchange, _, shift) = staffed();
        say(&exchange, shift, &READY);
        say(
            &exchange,
            shift,
            &Message::Answer {
                id: 77,
                answer: Ok(Answer::Done),
            },
        );
        let asked = exchange.ask(request());
        drop(exchange.ask(request()));
        say(
            &exchange,
            shift,
            &Message::Answer {
                id: 2,
                answer: Ok(Answer::Done),
            },
        );
        assert_eq!(asked.now_or_never(), None);
    }

    #[test]
    fn a_worker_that_does_not_start_in_time_is_dead_and_one_that_did_is_not() {
        let (exchange, _, shift) = staffed();
        let ready = exchange.ready();
        exchange.start_overdue(shift);
        assert_eq!(ready.now_or_never(), Some(Ok(Err(Error::WorkerDied))));

        let (exchange, _, shift) = staffed();
        say(&exchange, shift, &READY);
        exchange.start_overdue(shift);
        assert_eq!(exchange.ready().now_or_never(), Some(Ok(Ok(()))));
    }

    #[test]
    fn a_worker_is_hired_once() {
        let (exchange, _, _) = staffed();
        assert_eq!(exchange.staff(|_| Err(Error::WorkerDied)), Ok(None));
        let failed = Exchange::<Tape>::new();
        assert_eq!(
            failed.staff(|_| Err(Error::WorkerDied)),
            Err(Error::WorkerDied)
        );
        assert_eq!(
            failed.ask(request()).now_or_never(),
            Some(Ok(Err(Error::WorkerDied)))
        );
    }
}
