//! A queue as text, for the vault to seal and the tab to keep.

use serde::{Deserialize, Serialize};

use super::{ClientJob, ClientTask};
use crate::domain::email::EmailAddress;
use crate::domain::new_client::{ClientName, NewClient};
use crate::domain::plan::PlanType;
use crate::jobs::queue::{Item, Queue, State};
use crate::session::client_acts::{ActError, Standing};

/// A queue as it is sealed. Why something failed is not kept: trying it again tells.
#[derive(Serialize, Deserialize)]
pub(super) struct SavedJob {
    provider: String,
    collection_name: String,
    tasks: Vec<SavedTask>,
}

#[derive(Serialize, Deserialize)]
struct SavedTask {
    act: SavedAct,
    state: SavedState,
}

#[derive(Serialize, Deserialize)]
enum SavedAct {
    Create {
        name: String,
        owner: String,
        plan: i64,
        seats: u32,
        sent: Vec<String>,
    },
    Seats {
        link: String,
        name: String,
        from: Option<u32>,
        to: u32,
    },
}

#[derive(Serialize, Deserialize)]
enum SavedState {
    Waiting,
    Done,
    Failed,
}

impl SavedJob {
    pub(super) fn of(job: &ClientJob) -> Self {
        let tasks = job.queue.items().iter().map(|item| SavedTask {
            act: SavedAct::of(&item.task),
            state: match item.state {
                State::Waiting | State::Running => SavedState::Waiting,
                State::Done => SavedState::Done,
                State::Failed(_) => SavedState::Failed,
            },
        });
        Self {
            provider: job.provider.to_string(),
            collection_name: job.collection_name.clone(),
            tasks: tasks.collect(),
        }
    }

    pub(super) fn job(self) -> Option<ClientJob> {
        let items = self.tasks.into_iter().map(|task| {
            Some(Item {
                task: task.act.task()?,
                state: match task.state {
                    SavedState::Waiting => State::Waiting,
                    SavedState::Done => State::Done,
                    SavedState::Failed => State::Failed(ActError::Earlier),
                },
            })
        });
        Some(ClientJob {
            provider: self.provider.parse().ok()?,
            queue: Queue::restored(items.collect::<Option<_>>()?),
            collection_name: self.collection_name,
        })
    }
}

impl SavedAct {
    fn of(task: &ClientTask) -> Self {
        match task {
            ClientTask::Create { client, sent } => Self::Create {
                name: client.name.as_str().to_owned(),
                owner: client.owner.as_str().to_owned(),
                plan: client.plan.number(),
                seats: client.seats,
                sent: sent.clone(),
            },
            ClientTask::Seats { link, seen, to } => Self::Seats {
                link: link.to_string(),
                name: seen.name.clone(),
                from: seen.seats,
                to: *to,
            },
        }
    }

    fn task(self) -> Option<ClientTask> {
        Some(match self {
            Self::Create {
                name,
                owner,
                plan,
                seats,
                sent,
            } => ClientTask::Create {
                client: NewClient {
                    name: ClientName::parse(&name).ok()?,
                    owner: EmailAddress::parse(&owner).ok()?,
                    plan: PlanType::from_number(plan),
                    seats,
                },
                sent,
            },
            Self::Seats {
                link,
                name,
                from,
                to,
            } => ClientTask::Seats {
                link: link.parse().ok()?,
                seen: Standing { name, seats: from },
                to,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::queue::{Mode, Outcome};

    #[test]
    fn a_queue_is_brought_back_as_it_was_and_paused() {
        let client = NewClient {
            name: ClientName::parse("Bakker").unwrap(),
            owner: EmailAddress::parse("anna@b.nl").unwrap(),
            plan: PlanType::TeamsMonthly,
            seats: 3,
        };
        let create = ClientTask::Create {
            client,
            sent: vec!["2.a|b|c".into()],
        };
        let seats = ClientTask::Seats {
            link: "00000000-0000-0000-0000-0000000000ff".parse().unwrap(),
            seen: Standing {
                name: "Coster".into(),
                seats: Some(4),
            },
            to: 9,
        };
        let mut job = ClientJob {
            provider: "00000000-0000-0000-0000-00000000000a".parse().unwrap(),
            queue: Queue::new([create.clone(), seats.clone(), create.clone(), seats]),
            collection_name: "Standaardcollectie".into(),
        };
        job.queue.start(0);
        job.queue.finish(0, Outcome::Done);
        job.queue.start(1);
        job.queue.finish(1, Outcome::Failed(ActError::Gone));
        job.queue.start(2);
        let text = serde_json::to_string(&SavedJob::of(&job)).unwrap();
        let back = serde_json::from_str::<SavedJob>(&text)
            .unwrap()
            .job()
            .unwrap();
        assert_eq!(back.provider, job.provider);
        let states: Vec<_> = back
            .queue
            .items()
            .iter()
            .map(|item| item.state.clone())
            .collect();
        let earlier = State::Failed(ActError::Earlier);
        assert_eq!(
            states,
            [State::Done, earlier, State::Waiting, State::Waiting]
        );
        assert_eq!(back.queue.items()[2].task, create);
        assert_eq!(back.queue.mode(), Mode::Paused);
    }
}
