//! A license that was sold, and what its edition becomes (LIC-1).

use crate::clerks::{licenses_of, on_sale, order, sold};
use gatehouse_catalog::actions;
use gatehouse_catalog::actions::edition::EditionEntry;
use gatehouse_catalog::actions::feature::FeatureEntry;
use gatehouse_catalog::queries::revisions;
use gatehouse_core::Uuid;
use gatehouse_db::sea_orm::EntityTrait as _;
use gatehouse_licenses::actions::change_sold_license::ChangeSold;
use gatehouse_licenses::queries::entitlement;
use gatehouse_licenses::tables::license;
use gatehouse_testkit::World;

/// The product `beacon`, its edition, and a license that `ada@example.com` bought.
pub(crate) struct Sale {
    pub(crate) product: Uuid,
    pub(crate) edition: Uuid,
    pub(crate) license: Uuid,
}

pub(crate) async fn sale(world: &World) -> Sale {
    let product = on_sale(world).await;
    let labels = [("en", "Siren"), ("ja", "サイレン"), ("ru", "Сирена")].map(|(tag, text)| (tag.into(), text.into()));
    let siren = FeatureEntry { code: "siren".into(), labels: labels.into(), position: "2".into() };
    actions::add(&world.cx(), product, None, &siren).await.unwrap();
    let order = order(world, "SHOP-1", "ada@example.com", "en").await;
    sold(world, order, "1").await;
    let license = licenses_of(world, order).await.remove(0);
    Sale { product, edition: license.edition_id, license: license.id }
}

impl Sale {
    /// The edition grants these features under this name from now on.
    pub(crate) async fn becomes(&self, world: &World, name: &str, features: &[&str]) -> i64 {
        let features = features.iter().map(|&code| code.to_owned()).collect();
        let entry = EditionEntry { code: "pro".into(), name: name.into(), position: "1".into(), features };
        actions::change(&world.cx(), self.product, self.edition, None, &entry).await.unwrap();
        newest(world, self.edition).await
    }

    pub(crate) fn change(&self, why: &str) -> ChangeSold {
        ChangeSold { license: self.license, why: why.into(), ..ChangeSold::default() }
    }

    pub(crate) async fn stored(&self, world: &World) -> license::Model {
        license::Entity::find_by_id(self.license).one(world.cx().read()).await.unwrap().unwrap()
    }

    /// What a lease of it would say now.
    pub(crate) async fn granted(&self, world: &World) -> (i64, String, Vec<String>, i64) {
        let cx = world.cx();
        let found = entitlement::by_license(&cx, cx.read(), self.license).await.unwrap().unwrap();
        let catalog = &found.catalog;
        (found.license.edition_rev, catalog.edition_name.clone(), catalog.features.clone(), catalog.lease_days)
    }
}

pub(crate) async fn newest(world: &World, edition: Uuid) -> i64 {
    revisions::newest(world.cx().read(), edition).await.unwrap().unwrap().number
}
