//! The declaration of personal data matches the schema.

use gatehouse_licenses::Licenses;
use gatehouse_testkit::both_engines;
use gatehouse_web::Module as _;
use std::collections::BTreeSet;

both_engines! {
    /// PRI-1
    async fn every_column_of_licensing_is_declared_and_every_declared_column_exists(world: World) {
        let schema = world.app.db.schema().await.unwrap();
        for table in Licenses::default().inventory().tables {
            let live: BTreeSet<&str> = schema[table.name].iter().map(String::as_str).collect();
            let declared: BTreeSet<&str> = table.columns.iter().map(|column| column.name).collect();
            assert_eq!(live, declared, "{}", table.name);
        }
    }
}
