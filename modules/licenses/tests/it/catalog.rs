//! What the catalog asks of licenses before something goes, and how a change of it reaches devices.

use crate::clerks::{clerk, on_sale};
use crate::shop::{Shop, activate, device};
use axum::http::StatusCode;
use gatehouse_catalog::actions::application::ApplicationEntry;
use gatehouse_catalog::actions::product::{ProductEntry, change};
use gatehouse_catalog::actions::term::TermEntry;
use gatehouse_catalog::actions::{self, CatalogRefusal};
use gatehouse_catalog::queries::catalog_memory::{CatalogMemory, FOLLOWED};
use gatehouse_catalog::queries::products::{self, ProductView};
use gatehouse_context::{Cx, May};
use gatehouse_core::{Fault, MINUTE, Refusal as _, SECOND, Uuid};
use gatehouse_testkit::both_engines;

/// The product, as Gatehouse itself reads it.
async fn product(cx: &Cx, id: Uuid) -> Result<Option<ProductView>, Fault> {
    products::product(&May::of(cx).unwrap(), id).await
}

both_engines! {
    /// LIC-1, ALL-9
    async fn what_was_sold_cannot_be_removed_from_the_catalog(world: World) {
        let id = on_sale(&world).await;
        let order = crate::clerks::order(&world, "A-1", "", "").await;
        crate::clerks::sold(&world, order, "1").await;
        let view = product(&world.cx(), id).await.unwrap().unwrap();
        let mut clerk = clerk(&world);
        let feature = view.features[0].id;
        let sold = [format!("editions/{}", view.editions[0].id), format!("terms/{}", view.terms[0].id), format!("features/{feature}")];
        for place in sold {
            let page = clerk.post(&format!("/staff/catalog/{id}/{place}/remove"), &[]).await;
            assert!(page.expect(StatusCode::CONFLICT).body.contains("can’t be removed"));
        }
        let after = product(&world.cx(), id).await.unwrap().unwrap();
        assert_eq!((after.editions.len(), after.terms.len(), after.features.len()), (1, 1, 1));
        let form = [("code", "siren"), ("labels.en", "Siren"), ("labels.ja", "サイレン"), ("labels.ru", "Сирена"), ("position", "2")];
        clerk.post(&format!("/staff/catalog/{id}/features/new"), &form).await.expect(StatusCode::SEE_OTHER);
        let view = product(&world.cx(), id).await.unwrap().unwrap();
        let unsold = view.features.iter().find(|feature| feature.code == "siren").unwrap().id;
        clerk.post(&format!("/staff/catalog/{id}/features/{unsold}/remove"), &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(product(&world.cx(), id).await.unwrap().unwrap().features.len(), 1);
    }

    /// LIC-1, ALL-9
    async fn the_code_that_shipped_copies_carry_is_not_changed(world: World) {
        let id = on_sale(&world).await;
        let cx = world.cx();
        let entry = |code: &str| ProductEntry { code: code.into(), name: "Beacon".into(), ..ProductEntry::default() };
        change(&cx, id, None, &entry("lighthouse")).await.unwrap();
        change(&cx, id, None, &entry("beacon")).await.unwrap();
        let order = crate::clerks::order(&world, "A-1", "", "").await;
        crate::clerks::sold(&world, order, "1").await;
        let refused = change(&cx, id, None, &entry("lighthouse")).await.unwrap_err();
        let refusal = refused.refusal().map(|refusal| (refusal.code(), refusal.field(), refusal.status()));
        assert_eq!(refusal, Some(("product.code_in_use", Some("code"), 409)));
        assert_eq!(product(&cx, id).await.unwrap().unwrap().product.code, "beacon");
        change(&cx, id, None, &ProductEntry { name: "Beacon 2".into(), ..entry("beacon") }).await.unwrap();
    }

    /// LIC-1, LIC-10
    async fn what_was_sold_stays_and_what_every_license_has_is_followed_on_other_nodes_within_a_second(world: World) {
        let shop = Shop::open(&world).await;
        let (sold, other_node, cx) = (shop.sell(&world, 4).await, CatalogMemory::default(), world.cx());
        let entry = |lease_days: &str, regions: &str| ProductEntry {
            code: "lantern".into(),
            name: "Lantern".into(),
            lease_days: lease_days.into(),
            regions: regions.into(),
            ..ProductEntry::default()
        };
        let known = async |rev: i64| {
            let mut known = Vec::new();
            for memory in [cx.service::<CatalogMemory>().unwrap(), &other_node] {
                let facts = memory.facts(&cx, shop.product, shop.edition, rev).await.unwrap().unwrap();
                assert_eq!(facts.features, ["scan", "vault"]);
                known.push((facts.lease_days, facts.product_name.clone()));
            }
            known
        };
        let lantern = |days: i64, name: &str| (days, name.to_owned());
        assert_eq!(known(1).await, [lantern(14, "Lantern"), lantern(14, "Lantern")]);
        // The devices of the shop are in Germany.
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        change(&cx, shop.product, None, &entry("30", "jp")).await.unwrap();
        activate(&world, &sold.code, &device(2, 0)).await.expect(StatusCode::CREATED);
        let later = shop.sell(&world, 3).await;
        assert_eq!(activate(&world, &later.code, &device(3, 0)).await.code(), "license.wrong_region");
        assert_eq!(known(2).await, [lantern(30, "Lantern"), lantern(30, "Lantern")]);
        // What it is called is no matter of a sale.
        let renamed = ProductEntry { name: "Lamp".into(), ..entry("30", "jp") };
        change(&cx, shop.product, None, &renamed).await.unwrap();
        assert_eq!(known(1).await, [lantern(14, "Lamp"), lantern(14, "Lantern")], "it asks the database once a second");
        const { assert!(FOLLOWED <= SECOND) };
        world.advance(FOLLOWED);
        assert_eq!(known(1).await, [lantern(14, "Lamp"), lantern(14, "Lamp")]);
        // Also where the clock was set back meanwhile.
        world.clock.set(cx.now().plus(-MINUTE));
        change(&cx, shop.product, None, &entry("32", "")).await.unwrap();
        assert_eq!(known(1).await, [lantern(14, "Lantern"), lantern(14, "Lantern")]);
        // However many applications a product has, each of them may ask.
        for n in 0..64 {
            let (code, platform) = (format!("lantern-{n}"), "windows".into());
            let entry = ApplicationEntry { code, name: "Lantern".into(), platform, ..ApplicationEntry::default() };
            actions::add(&cx, shop.product, None, &entry).await.unwrap();
        }
        let memory = cx.service::<CatalogMemory>().unwrap();
        let facts = memory.facts(&cx, shop.product, shop.edition, 1).await.unwrap().unwrap();
        assert_eq!(facts.applications.len(), 65);
    }

    /// LIC-3
    async fn the_term_of_a_batch_stays_until_the_batch_is_made(world: World) {
        let id = on_sale(&world).await;
        let cx = world.cx();
        let order = crate::clerks::order(&world, "BOX-1", "", "").await;
        crate::clerks::sold(&world, order, "2500").await;
        let term = product(&cx, id).await.unwrap().unwrap().terms[0].id;
        let longer = TermEntry {
            code: "1-year".into(),
            name: "Two years".into(),
            starts: "activation".into(),
            months: "24".into(),
            ..TermEntry::default()
        };
        let refused = actions::change(&cx, id, term, None, &longer).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&CatalogRefusal::BatchRunning));
        assert_eq!(product(&cx, id).await.unwrap().unwrap().terms[0].months, Some(12));
        world.run_jobs().await;
        actions::change(&cx, id, term, None, &longer).await.unwrap();
        assert!(crate::clerks::licenses_of(&world, order).await.iter().all(|license| license.months == Some(12)));
    }
}
