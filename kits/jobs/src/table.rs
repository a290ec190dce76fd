//! The tables of jobs, schedules and the believed clock.

/// Jobs.
pub mod job {
    use crate::inventory::TECHNICAL;
    use gatehouse_core::Moment;
    use gatehouse_core::personal::PersonalData;
    use sea_orm::entity::prelude::*;

    /// One job, waiting, leased or dead. A finished job's row is deleted.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
    #[sea_orm(table_name = "job")]
    #[personal(purpose = "Work that follows a change", basis = "f")]
    pub struct Model {
        /// UUID v7.
        #[sea_orm(primary_key, auto_increment = false)]
        #[holds(TECHNICAL)]
        pub id: Uuid,
        /// Which handler, such as `mail.send`.
        #[holds(TECHNICAL)]
        pub kind: String,
        /// What to do, as JSON: ids only, never personal data.
        #[holds(Pseudonym)]
        pub payload: String,
        /// At most one job that is not dead has this key.
        #[holds(TECHNICAL)]
        pub dedup_key: Option<String>,
        /// Not before.
        #[holds(TECHNICAL)]
        pub run_at: Moment,
        /// Tries that were started.
        #[holds(TECHNICAL)]
        pub attempts: i64,
        /// After so many failed tries it is dead.
        #[holds(TECHNICAL)]
        pub max_attempts: i64,
        /// Claimed until then.
        #[holds(TECHNICAL)]
        pub lease_until: Moment,
        /// By this claim.
        #[holds(TECHNICAL)]
        pub lease_by: Option<Uuid>,
        /// Why the last try failed.
        #[holds(TECHNICAL)]
        pub last_error: Option<String>,
        /// When it was queued.
        #[holds(TECHNICAL)]
        pub created_at: Moment,
        /// When it was given up.
        #[holds(TECHNICAL)]
        pub dead_at: Option<Moment>,
    }

    gatehouse_db::no_relations!();
}

/// Schedules.
pub mod schedule {
    use crate::inventory::TECHNICAL;
    use gatehouse_core::Moment;
    use gatehouse_core::personal::PersonalData;
    use sea_orm::entity::prelude::*;

    /// One schedule and when it fires next.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
    #[sea_orm(table_name = "schedule")]
    #[personal(purpose = "When recurring work runs next")]
    pub struct Model {
        /// Its name, which is also its job's kind.
        #[sea_orm(primary_key, auto_increment = false)]
        #[holds(TECHNICAL)]
        pub name: String,
        /// The next tick.
        #[holds(TECHNICAL)]
        pub next_at: Moment,
        /// The last tick.
        #[holds(TECHNICAL)]
        pub last_at: Option<Moment>,
        /// Rows that the last run touched, where it counts them.
        #[holds(TECHNICAL)]
        pub last_rows: Option<i64>,
    }

    gatehouse_db::no_relations!();
}

/// The clock.
pub mod clock_mark {
    use crate::inventory::TECHNICAL;
    use gatehouse_core::Moment;
    use gatehouse_core::personal::PersonalData;
    use sea_orm::entity::prelude::*;

    /// The last moment that was believed.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
    #[sea_orm(table_name = "clock_mark")]
    #[personal(purpose = "Erasing nothing by a clock that is wrong")]
    pub struct Model {
        /// Of what; there is one.
        #[sea_orm(primary_key, auto_increment = false)]
        #[holds(TECHNICAL)]
        pub name: String,
        /// The moment.
        #[holds(TECHNICAL)]
        pub at: Moment,
    }

    gatehouse_db::no_relations!();
}
