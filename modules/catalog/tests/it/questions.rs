//! What the catalog asks of the modules above it before something goes, and what they add to its page.

use crate::above::{begin_work, end_work, name_term, sell_edition, sell_product};
use crate::clerks::{clerk, on_sale, product_of};
use axum::http::StatusCode;
use gatehouse_catalog::actions::edition::EditionEntry;
use gatehouse_catalog::actions::feature::FeatureEntry;
use gatehouse_catalog::actions::product::{ProductEntry, change};
use gatehouse_catalog::actions::term::TermEntry;
use gatehouse_catalog::actions::{self, CatalogRefusal};
use gatehouse_core::Refusal as _;
use gatehouse_testkit::both_engines;

fn longer() -> TermEntry {
    TermEntry {
        code: "1-year".into(),
        name: "Two years".into(),
        starts: "activation".into(),
        months: "24".into(),
        ..TermEntry::default()
    }
}

both_engines! {
    /// LIC-1
    async fn what_somebody_above_has_issued_is_not_removed(world: World) {
        let id = on_sale(&world).await;
        let cx = world.cx();
        let before = product_of(&world, id).await;
        let (edition, feature, term) = (before.editions[0].id, before.features[0].id, before.terms[0].id);
        sell_edition(&world, edition);
        name_term(&world, term);
        let refused = [
            actions::remove::<EditionEntry>(&cx, id, edition, None).await,
            actions::remove::<FeatureEntry>(&cx, id, feature, None).await,
            actions::remove::<TermEntry>(&cx, id, term, None).await,
        ];
        for refused in refused {
            assert_eq!(refused.unwrap_err().refusal(), Some(&CatalogRefusal::InUse));
        }
        let after = product_of(&world, id).await;
        assert_eq!((after.editions.len(), after.features.len(), after.terms.len()), (1, 1, 1));
        assert_eq!(after.product.version, before.product.version, "the transaction was rolled back");
    }

    /// LIC-1
    async fn what_nobody_has_issued_goes(world: World) {
        let id = on_sale(&world).await;
        let cx = world.cx();
        let view = product_of(&world, id).await;
        actions::remove::<FeatureEntry>(&cx, id, view.features[0].id, None).await.unwrap();
        actions::remove::<EditionEntry>(&cx, id, view.editions[0].id, None).await.unwrap();
        actions::remove::<TermEntry>(&cx, id, view.terms[0].id, None).await.unwrap();
        let after = product_of(&world, id).await;
        assert_eq!((after.editions.len(), after.features.len(), after.terms.len()), (0, 0, 0));
    }

    /// LIC-1, ALL-9
    async fn a_code_stays_once_one_of_those_above_has_sold_the_product(world: World) {
        let id = on_sale(&world).await;
        let cx = world.cx();
        let entry = |code: &str| ProductEntry { code: code.into(), name: "Beacon".into(), ..ProductEntry::default() };
        change(&cx, id, None, &entry("lighthouse")).await.unwrap();
        sell_product(&world, id);
        let refused = change(&cx, id, None, &entry("beacon")).await.unwrap_err();
        let refusal = refused.refusal().map(|refusal| (refusal.code(), refusal.field(), refusal.status()));
        assert_eq!(refusal, Some(("product.code_in_use", Some("code"), 409)));
        assert_eq!(product_of(&world, id).await.product.code, "lighthouse");
        change(&cx, id, None, &ProductEntry { name: "Beacon 2".into(), ..entry("lighthouse") }).await.unwrap();
    }

    /// LIC-3
    async fn a_term_stays_as_long_as_something_is_issued_with_it(world: World) {
        let id = on_sale(&world).await;
        let cx = world.cx();
        let term = product_of(&world, id).await.terms[0].id;
        begin_work(&world, term);
        let refused = actions::change(&cx, id, term, None, &longer()).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&CatalogRefusal::BatchRunning));
        assert_eq!(product_of(&world, id).await.terms[0].months, Some(12));
        end_work(&world, term);
        actions::change(&cx, id, term, None, &longer()).await.unwrap();
        assert_eq!(product_of(&world, id).await.terms[0].months, Some(24));
    }

    /// LIC-1
    async fn a_products_page_has_the_lines_of_all_modules_above_in_their_order(world: World) {
        let id = on_sale(&world).await;
        let page = clerk(&world).get(&format!("/staff/catalog/{id}")).await.expect(StatusCode::OK).body;
        let (first, second) = (page.find("First line of beacon"), page.find("Second line of beacon"));
        assert!(first.is_some() && first < second, "{page}");
    }
}
