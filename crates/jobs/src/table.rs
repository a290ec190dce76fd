//! The tables of jobs, schedules and the believed clock.

/// Jobs.
pub mod job {
    use sea_orm::entity::prelude::*;

    /// One job, waiting, leased or dead. A finished job's row is deleted.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "job")]
    pub struct Model {
        /// UUID v7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Which handler, such as `mail.send`.
        pub kind: String,
        /// What to do, as JSON: ids only, never personal data.
        pub payload: String,
        /// At most one job that is not dead has this key.
        pub dedup_key: Option<String>,
        /// Not before.
        pub run_at: i64,
        /// Tries that were started.
        pub attempts: i64,
        /// After so many failed tries it is dead.
        pub max_attempts: i64,
        /// Claimed until then.
        pub lease_until: i64,
        /// By this claim.
        pub lease_by: Option<Uuid>,
        /// Why the last try failed.
        pub last_error: Option<String>,
        /// When it was queued.
        pub created_at: i64,
        /// When it was given up.
        pub dead_at: Option<i64>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Schedules.
pub mod schedule {
    use sea_orm::entity::prelude::*;

    /// One schedule and when it fires next.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "schedule")]
    pub struct Model {
        /// Its name, which is also its job's kind.
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        /// The next tick.
        pub next_at: i64,
        /// The last tick.
        pub last_at: Option<i64>,
        /// Rows that the last run touched, where it counts them.
        pub last_rows: Option<i64>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The clock.
pub mod clock_mark {
    use sea_orm::entity::prelude::*;

    /// The last moment that was believed.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "clock_mark")]
    pub struct Model {
        /// Of what; there is one.
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        /// The moment.
        pub at: i64,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
