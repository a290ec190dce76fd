//! Entities that stand alone.

/// What SeaORM asks of an entity that is joined with no other one by its name: `no_relations!();` beneath the `Model`.
#[macro_export]
macro_rules! no_relations {
    () => {
        /// None.
        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    };
}
