//! What pages read; one file per topic.

pub mod api_key_names;
mod api_keys;
mod jobs;
mod members;
pub mod passkeys;
mod profile;
pub mod recipients;
mod single_sign_on;
pub mod webhooks;

pub use api_keys::{ApiKey, api_key, api_keys, api_keys_of};
pub use jobs::{JobFilter, dead_letter, job_kinds, jobs, schedules, was_backed_up};
pub use members::{
    MemberColumn, MemberFilter, administrators, all_members, last_sign_ins, member, member_names, member_of, members,
};
pub use profile::{Profile, profile};
pub use single_sign_on::{Counted, Proofs, by_own_means, counted as team_counted, proofs};
