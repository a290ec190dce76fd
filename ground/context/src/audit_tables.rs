//! The tables beside the audit log.

/// The chained segments.
pub mod segment {
    use gatehouse_core::Moment;
    use gatehouse_core::personal::PersonalData;
    use sea_orm::entity::prelude::*;

    /// Some lines of the log, sealed together.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
    #[sea_orm(table_name = "audit_seal")]
    #[personal(purpose = "Proving that no line of the audit log was removed")]
    pub struct Model {
        /// 1, 2, 3 …
        #[sea_orm(primary_key, auto_increment = false)]
        #[holds(NotPersonal("a number"))]
        pub seq: i64,
        /// The first of its lines.
        #[holds(NotPersonal("a random id"))]
        pub first_id: Uuid,
        /// The last of its lines; lines of other segments may stand between the two.
        #[holds(NotPersonal("a random id"))]
        pub last_id: Uuid,
        /// How many were sealed.
        #[holds(NotPersonal("a number"))]
        pub lines: i64,
        /// How many of them are still kept.
        #[holds(NotPersonal("a number"))]
        pub kept: i64,
        /// The MAC over the ids of those.
        #[holds(NotPersonal("a keyed hash of ids"))]
        pub content: Vec<u8>,
        /// The MAC over everything above but `kept` and `content`, and over the MAC of the segment before.
        #[holds(NotPersonal("a keyed hash"))]
        pub mac: Vec<u8>,
        /// When.
        #[holds(NotPersonal("a technical time"))]
        pub sealed_at: Moment,
    }

    gatehouse_db::no_relations!();
}

/// How far the log was tidied.
pub mod horizon {
    use gatehouse_core::Moment;
    use gatehouse_core::personal::PersonalData;
    use sea_orm::entity::prelude::*;

    /// A rule, and the moment up to which it was applied.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
    #[sea_orm(table_name = "audit_horizon")]
    #[personal(purpose = "How far the audit log was tidied")]
    pub struct Model {
        /// `lines`, `security`, `network`; or `adopted`: since then a line without a MAC is a forged one.
        #[sea_orm(primary_key, auto_increment = false)]
        #[holds(NotPersonal("a technical value"))]
        pub name: String,
        /// The moment.
        #[holds(NotPersonal("a technical value"))]
        pub at: Moment,
    }

    gatehouse_db::no_relations!();
}

/// What is counted before it becomes a line.
pub mod count {
    use gatehouse_core::Moment;
    use gatehouse_core::personal::PersonalData;
    use sea_orm::entity::prelude::*;

    /// Failures of one kind from one network in one hour.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
    #[sea_orm(table_name = "audit_count")]
    #[personal(purpose = "Counting what strangers try, until it is one line of the audit log", basis = "f")]
    pub struct Model {
        /// UUID v7.
        #[sea_orm(primary_key, auto_increment = false)]
        #[holds(NotPersonal("a random id"))]
        pub id: Uuid,
        /// The kind of the line that it becomes.
        #[holds(NotPersonal("a kind of failure"))]
        pub kind: String,
        /// The start of the hour.
        #[holds(Personal(Activity))]
        pub hour: Moment,
        /// From where; empty: from more networks than are told apart.
        #[holds(Personal(Activity))]
        pub network: String,
        /// How many.
        #[holds(NotPersonal("a number"))]
        pub failures: i64,
    }

    gatehouse_db::no_relations!();
}
