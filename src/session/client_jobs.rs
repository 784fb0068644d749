//! Many acts on clients, one after the other, in a queue that outlives its screen, a lock and a reload.
//!
//! There is one such queue at a time. What is left of it lies in this tab's storage, sealed by the vault under the user key.

mod saved;

use std::rc::Rc;

use futures::FutureExt;
use leptos::prelude::*;
use leptos::task::spawn_local;

use saved::SavedJob;

use super::client_acts::{ActError, Standing};
use super::{Session, storage};
use crate::api;
use crate::domain::ids::{ProviderId, ProviderOrganizationId};
use crate::domain::new_client::NewClient;
use crate::jobs::queue::{Item, Outcome, Queue, State};
use crate::jobs::runner;
use crate::vault;

/// One act of a queue.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ClientTask {
    /// Make a client.
    Create {
        /// Which.
        client: NewClient,
        /// The wrapped keys of the tries so far: by them the list tells whether one of them succeeded.
        sent: Vec<String>,
    },
    /// Give a client so many seats.
    Seats {
        /// Which.
        link: ProviderOrganizationId,
        /// How it was when the person decided.
        seen: Standing,
        /// How many.
        to: u32,
    },
}

impl ClientTask {
    /// The client's name.
    pub fn name(&self) -> &str {
        match self {
            Self::Create { client, .. } => client.name.as_str(),
            Self::Seats { seen, .. } => &seen.name,
        }
    }
}

/// A queue of acts.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ClientJob {
    /// Whose clients.
    pub provider: ProviderId,
    /// The acts.
    pub queue: Queue<ClientTask, ActError>,
    /// What the first collection of a new client is called.
    collection_name: String,
}

/// The queue of this session.
#[derive(Clone, Copy)]
pub struct ClientJobs {
    session: Session,
}

impl Session {
    /// The queue of acts on clients.
    pub fn client_jobs(self) -> ClientJobs {
        ClientJobs { session: self }
    }
}

impl ClientJobs {
    /// The queue, if there is one.
    pub fn job(self) -> Signal<Option<ClientJob>> {
        self.session.job.into()
    }

    /// Whether there is a queue with something left to do, tracked.
    pub fn is_open(self) -> bool {
        self.session
            .job
            .with(|job| job.as_ref().is_some_and(|job| !job.queue.is_over()))
    }

    /// Begins a queue. Does nothing while there is another with something left to do.
    pub fn begin(self, provider: ProviderId, tasks: Vec<ClientTask>, collection_name: &str) {
        if untrack(|| self.is_open()) || tasks.is_empty() {
            return;
        }
        self.session.job.set(Some(ClientJob {
            provider,
            queue: Queue::new(tasks),
            collection_name: collection_name.to_owned(),
        }));
        self.go();
    }

    /// Holds the queue; what is being done is finished.
    pub fn pause(self) {
        self.change(Queue::pause);
    }

    /// Lets the queue go on.
    pub fn resume(self) {
        self.change(Queue::resume);
        self.go();
    }

    /// Tries again what failed.
    pub fn retry(self) {
        self.change(Queue::retry_failed);
        self.go();
    }

    /// Drops the queue, with what was not done. Not while something is being done.
    pub fn dismiss(self) {
        let busy = self
            .session
            .job
            .with_untracked(|job| job.as_ref().is_some_and(|job| job.queue.is_busy()));
        if !busy {
            self.session.job.set(None);
            storage::set_sealed_job(None);
        }
    }

    /// Brings back what an earlier run of the page left, paused. For the frame of the screens, which is there when somebody is
    /// in: whoever only signs in does not wait for this code. One of a provider that the person is not in any more is dropped:
    /// no screen would show it, and it would keep every other from beginning.
    pub async fn restore(self) {
        if self.session.job.with_untracked(Option::is_some) {
            return;
        }
        let Some(sealed) = storage::sealed_job() else {
            return;
        };
        let era = self.session.era();
        let opened = self.session.vault().open_sealed(&sealed).await.ok();
        let job =
            opened.and_then(|text| serde_json::from_str::<SavedJob>(text.expose()).ok()?.job());
        let Some(job) = job.filter(|_| self.session.era() == era) else {
            return;
        };
        if untrack(|| self.session.directory().provider(job.provider)).is_some() {
            self.session.job.set(Some(job));
        } else {
            storage::set_sealed_job(None);
        }
    }

    fn change(self, change: fn(&mut Queue<ClientTask, ActError>)) {
        self.session.job.update(|job| {
            if let Some(job) = job {
                change(&mut job.queue);
            }
        });
    }

    fn go(self) {
        let session = self.session;
        let era = session.era();
        let before = self.made();
        let reach: runner::Reach<ClientTask, ActError> = Rc::new(move |act| {
            if session.era() == era {
                session.job.update(|job| {
                    if let Some(job) = job {
                        act(&mut job.queue);
                    }
                });
            }
        });
        let work: runner::Work<ActError> =
            Rc::new(move |index| async move { self.work(index, era).await }.boxed_local());
        spawn_local(async move {
            runner::run(reach, work, move || session.api().now()).await;
            self.save(era).await;
            let provider = session
                .job
                .with_untracked(|job| job.as_ref().map(|job| job.provider));
            // Another run may be under way, and settles what it makes itself.
            if let Some(provider) = provider
                && session.era() == era
                && self.made() > before
            {
                session.client_acts(provider).settle().await;
            }
        });
    }

    /// How many clients the queue has made.
    fn made(self) -> usize {
        self.session.job.with_untracked(|job| {
            job.as_ref().map_or(0, |job| {
                let items = job.queue.items().iter();
                items.filter(|item| is_made(item)).count()
            })
        })
    }

    async fn work(self, index: usize, era: u32) -> Outcome<ActError> {
        self.save(era).await;
        let found = self.session.job.with_untracked(|job| {
            let job = job.as_ref()?;
            let task = job.queue.items().get(index)?.task.clone();
            Some((job.provider, job.collection_name.clone(), task))
        });
        let Some((provider, collection_name, task)) = found else {
            return Outcome::Hold(None);
        };
        let acts = self.session.client_acts(provider);
        let done = match task {
            ClientTask::Create { client, sent } => {
                let note = move |key: String| {
                    async move { self.note(index, key, era).await }.boxed_local()
                };
                acts.create(&client, &collection_name, &sent, &note)
                    .await
                    .map(drop)
            }
            ClientTask::Seats { link, seen, to } => {
                let wanted = Standing {
                    seats: Some(to),
                    ..seen.clone()
                };
                acts.change(link, &seen, &wanted).await
            }
        };
        match done {
            Ok(()) => Outcome::Done,
            Err(error) => match held(&error) {
                Some(outcome) => outcome,
                None => Outcome::Failed(error),
            },
        }
    }

    /// Keeps the wrapped key of a client that is about to be made, before it is sent.
    async fn note(self, index: usize, key: String, era: u32) {
        if self.session.era() != era {
            return;
        }
        self.session.job.update(|job| {
            if let Some(ClientTask::Create { sent, .. }) =
                job.as_mut().and_then(|job| job.queue.task_mut(index))
            {
                sent.push(key);
            }
        });
        self.save(era).await;
    }

    async fn save(self, era: u32) {
        let text = self.session.job.with_untracked(|job| {
            let undone = |job: &&ClientJob| {
                let progress = job.queue.progress();
                progress.done < progress.all
            };
            let job = job.as_ref().filter(undone)?;
            serde_json::to_string(&SavedJob::of(job)).ok()
        });
        let sealed = match text {
            Some(text) => self.session.vault().seal(&text).await.ok(),
            None => None,
        };
        if self.session.era() == era {
            storage::set_sealed_job(sealed.as_deref());
        }
    }
}

fn is_made(item: &Item<ClientTask, ActError>) -> bool {
    matches!(
        item,
        Item {
            task: ClientTask::Create { .. },
            state: State::Done
        }
    )
}

/// What the next act would meet, too.
fn held(error: &ActError) -> Option<Outcome<ActError>> {
    match error {
        ActError::Api(api::Error::SlowDown { until }) => Some(Outcome::Hold(*until)),
        ActError::Api(api::Error::Offline | api::Error::SignedOut)
        | ActError::Unknown(api::Error::Offline | api::Error::SignedOut)
        | ActError::Vault(
            vault::Error::Locked | vault::Error::WorkerDied | vault::Error::Outdated,
        ) => Some(Outcome::Hold(None)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_concerns_all_holds_the_queue_and_what_concerns_one_does_not() {
        let slow = ActError::Api(api::Error::SlowDown { until: None });
        assert_eq!(held(&slow), Some(Outcome::Hold(None)));
        assert_eq!(
            held(&ActError::Unknown(api::Error::Offline)),
            Some(Outcome::Hold(None))
        );
        assert_eq!(held(&ActError::Api(api::Error::NotPermitted)), None);
        assert_eq!(held(&ActError::NotThere), None);
        let locked = ActError::Vault(vault::Error::Locked);
        assert_eq!(held(&locked), Some(Outcome::Hold(None)));
        // Held for these, a queue would be held again with each resuming, and never say why.
        for error in [vault::Error::WrongKey, vault::Error::PartMissing] {
            assert_eq!(held(&ActError::Vault(error)), None);
        }
    }
}
