//! Goes through a queue.

use std::rc::Rc;
use std::time::Duration;

use futures::future::LocalBoxFuture;

use super::queue::{Next, Outcome, Queue};
use crate::domain::time::Timestamp;

/// How the queue is reached, wherever it lies: the act gets it, when it is still there.
pub type Reach<T, E> = Rc<dyn Fn(&mut dyn FnMut(&mut Queue<T, E>))>;

/// Does a task, by its place in the queue.
pub type Work<E> = Rc<dyn Fn(usize) -> LocalBoxFuture<'static, Outcome<E>>>;

/// Goes through the queue until there is nothing to do, or the queue is gone. Whoever resumes a queue runs this anew; two
/// of them do no harm, since no task begins while another is being done.
pub async fn run<T, E>(reach: Reach<T, E>, work: Work<E>, now: impl Fn() -> Timestamp) {
    loop {
        let mut next = Next::Rest;
        reach(&mut |queue| {
            next = queue.next(now());
            if let Next::Start(index) = next {
                queue.start(index);
            }
        });
        match next {
            Next::Rest => return,
            Next::Wait(until) => {
                let millis = (until.millis() - now().millis()).clamp(50, 1_000);
                gloo_timers::future::sleep(Duration::from_millis(millis.unsigned_abs())).await;
            }
            Next::Start(index) => {
                let mut outcome = Some(work(index).await);
                reach(&mut |queue| {
                    if let Some(outcome) = outcome.take() {
                        queue.finish(index, outcome);
                    }
                });
            }
        }
    }
}
