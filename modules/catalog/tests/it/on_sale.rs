//! What tests sell; those of the modules above take it from here.

use gatehouse_catalog::actions::add;
use gatehouse_catalog::actions::edition::EditionEntry;
use gatehouse_catalog::actions::feature::FeatureEntry;
use gatehouse_catalog::actions::product::{self, ProductEntry};
use gatehouse_catalog::actions::term::TermEntry;
use gatehouse_core::Uuid;
use gatehouse_testkit::World;

/// What is on sale: the product `beacon` with the edition `pro` and the term `1-year`.
pub async fn on_sale(world: &World) -> Uuid {
    let cx = world.cx();
    let entry = ProductEntry { code: "beacon".into(), name: "Beacon".into(), ..ProductEntry::default() };
    let product = product::create(&cx, &entry).await.unwrap();
    let labels =
        [("en", "Radar"), ("ja", "レーダー"), ("ru", "Радар")].map(|(tag, label)| (tag.to_owned(), label.to_owned()));
    let entry = FeatureEntry { code: "radar".into(), labels: labels.into(), position: "1".into() };
    add(&cx, product, None, &entry).await.unwrap();
    let entry = EditionEntry {
        code: "pro".into(),
        name: "Professional".into(),
        position: "1".into(),
        features: vec!["radar".into()],
    };
    add(&cx, product, None, &entry).await.unwrap();
    let entry = TermEntry {
        code: "1-year".into(),
        name: "One year".into(),
        starts: "activation".into(),
        months: "12".into(),
        ..TermEntry::default()
    };
    add(&cx, product, None, &entry).await.unwrap();
    product
}
