//! The comparison of editions, saved as a whole.

use crate::clerks::{clerk, on_sale, product_of, staff};
use axum::http::StatusCode;
use gatehouse_catalog::actions::add;
use gatehouse_catalog::actions::edition::EditionEntry;
use gatehouse_catalog::actions::feature::FeatureEntry;
use gatehouse_core::Uuid;
use gatehouse_testkit::{World, both_engines};

/// `beacon` with the editions `pro` (which has `radar`) and `basic`, and the features `radar` and `siren`.
async fn two_by_two(world: &World) -> Uuid {
    let id = on_sale(world).await;
    let cx = world.cx();
    let labels = [("en".to_owned(), "Siren".to_owned())].into();
    add(&cx, id, None, &FeatureEntry { code: "siren".into(), labels, position: "2".into() }).await.unwrap();
    let entry =
        EditionEntry { code: "basic".into(), name: "Basic".into(), position: "2".into(), ..EditionEntry::default() };
    add(&cx, id, None, &entry).await.unwrap();
    id
}

/// Which edition has which feature, by their codes.
async fn has(world: &World, id: Uuid) -> Vec<String> {
    let view = product_of(world, id).await;
    let mut all: Vec<String> = view
        .editions
        .iter()
        .flat_map(|edition| {
            view.features_of(edition.id).into_iter().map(|feature| format!("{}/{feature}", edition.code))
        })
        .collect();
    all.sort();
    all
}

both_engines! {
    /// LIC-1
    async fn one_form_saves_all_ticks_of_the_comparison(world: World) {
        let id = two_by_two(&world).await;
        let view = product_of(&world, id).await;
        let (pro, basic) = (view.editions[0].id, view.editions[1].id);
        let (radar, siren) = (view.features[0].id, view.features[1].id);
        let mut clerk = clerk(&world);
        let (here, place) = (format!("/staff/catalog/{id}"), format!("/staff/catalog/{id}/comparison"));
        let page = clerk.get(&here).await.expect(StatusCode::OK).body;
        assert!(page.contains(&format!("value=\"{pro}/{radar}\" checked")) && page.contains(&format!("value=\"{basic}/{siren}\"><")));
        assert!(page.contains("Professional: Radar"), "each tick says what it is of");
        let version = view.product.version.to_string();
        let ticks = [format!("{pro}/{siren}"), format!("{basic}/{radar}"), format!("{basic}/{siren}")];
        let mut form: Vec<(&str, &str)> = ticks.iter().map(|tick| ("has", tick.as_str())).collect();
        form.push(("version", &version));
        clerk.post(&place, &form).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(has(&world, id).await, ["basic/radar", "basic/siren", "pro/siren"]);

        let now = product_of(&world, id).await.product.version;
        assert_eq!(now, view.product.version + 1, "one change");
        let stale = clerk.post(&place, &[("version", &version)]).await.expect(StatusCode::PRECONDITION_FAILED);
        assert!(stale.body.contains("Someone else has changed this"), "{}", stale.body);
        assert_eq!(has(&world, id).await.len(), 3);

        form.pop();
        clerk.post(&place, &form).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(product_of(&world, id).await.product.version, now, "nothing changed, so nothing is written");
        clerk.post(&place, &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(has(&world, id).await, [""; 0], "no tick is none");
    }

    /// LIC-1, ALL-8, ALL-9
    async fn the_comparison_takes_nothing_foreign_and_from_nobody_else(world: World) {
        let id = two_by_two(&world).await;
        let view = product_of(&world, id).await;
        let (pro, radar) = (view.editions[0].id, view.features[0].id);
        let place = format!("/staff/catalog/{id}/comparison");
        let foreign = world.cx().id();
        for tick in [format!("{pro}/{foreign}"), format!("{foreign}/{radar}"), format!("{radar}/{pro}"), "x".into(), format!("{pro}/<b>"), String::new()] {
            clerk(&world).post(&place, &[("has", &tick)]).await.expect(StatusCode::NOT_FOUND);
        }
        clerk(&world).post(&format!("/staff/catalog/{foreign}/comparison"), &[]).await.expect(StatusCode::NOT_FOUND);
        staff(&world, "support").post(&place, &[]).await.expect(StatusCode::FORBIDDEN);
        assert_eq!(has(&world, id).await, ["pro/radar"]);
        let looked = staff(&world, "support").get(&format!("/staff/catalog/{id}")).await.expect(StatusCode::OK).body;
        assert!(!looked.contains("name=\"has\"") && looked.contains("Included"));
    }
}
