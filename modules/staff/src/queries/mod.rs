//! What pages read; one file per topic.

mod api_keys;
mod jobs;
mod members;
mod sessions;

pub use api_keys::{ApiKey, api_key, api_keys, api_keys_of};
pub use jobs::{JobFilter, dead_letter, job_kinds, jobs, schedules};
pub use members::{MemberColumn, MemberFilter, member, member_names, members, recovery_codes_left};
pub use sessions::sessions_of;
