//! Long work: many tasks one after the other, in sight, that can be paused, resumed and tried again.
//!
//! [`queue`] is the plan and knows no clock; [`runner`] goes through it. How fast the cloud is asked is not decided here:
//! every call of a task waits for its turn at the door (`api/pace.rs`).

pub mod queue;
pub mod runner;
