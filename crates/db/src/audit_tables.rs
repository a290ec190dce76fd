//! The tables beside the audit log.

/// The chained segments.
pub mod segment {
    use sea_orm::entity::prelude::*;

    /// Some lines of the log, sealed together.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_seal")]
    pub struct Model {
        /// 1, 2, 3 …
        #[sea_orm(primary_key, auto_increment = false)]
        pub seq: i64,
        /// The first of its lines.
        pub first_id: Uuid,
        /// The last of its lines; lines of other segments may stand between the two.
        pub last_id: Uuid,
        /// How many were sealed.
        pub lines: i64,
        /// How many of them are still kept.
        pub kept: i64,
        /// The MAC over the ids of those.
        pub content: Vec<u8>,
        /// The MAC over everything above but `kept` and `content`, and over the MAC of the segment before.
        pub mac: Vec<u8>,
        /// When.
        pub sealed_at: i64,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// How far the log was tidied.
pub mod horizon {
    use sea_orm::entity::prelude::*;

    /// A rule, and the moment up to which it was applied.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_horizon")]
    pub struct Model {
        /// `lines`, `security`, `network`; or `adopted`: since then a line without a MAC is a forged one.
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

/// What is counted before it becomes a line.
pub mod count {
    use sea_orm::entity::prelude::*;

    /// Failures of one kind from one network in one hour.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_count")]
    pub struct Model {
        /// UUID v7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The kind of the line that it becomes.
        pub kind: String,
        /// The start of the hour.
        pub hour: i64,
        /// From where; empty: from more networks than are told apart.
        pub network: String,
        /// How many.
        pub failures: i64,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
