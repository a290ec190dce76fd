//! Revisions of editions, and offers of them (LIC-1).

use crate::above::sell_edition;
use crate::clerks::{clerk, on_sale, product_of};
use axum::http::StatusCode;
use gatehouse_catalog::actions::edition::EditionEntry;
use gatehouse_catalog::actions::offer::{OfferEntry, retire_offer};
use gatehouse_catalog::actions::product::{ProductEntry, change};
use gatehouse_catalog::actions::term::TermEntry;
use gatehouse_catalog::actions::{self, CatalogRefusal, comparison::compare};
use gatehouse_catalog::queries::{offers, revisions};
use gatehouse_catalog::tables::offer_rev;
use gatehouse_core::{Refusal as _, Uuid};
use gatehouse_db::sea_orm::{EntityTrait, PaginatorTrait};
use gatehouse_testkit::{World, both_engines};
use std::collections::HashSet;

fn entry(edition: &str, seats: [&str; 3]) -> OfferEntry {
    let [seats_min, seats_max, seats_step] = seats.map(str::to_owned);
    OfferEntry {
        code: "beacon-1y".into(),
        name: "Beacon, 1 year".into(),
        edition: edition.into(),
        term: "1-year".into(),
        seats_min,
        seats_max,
        seats_step,
        ..OfferEntry::default()
    }
}

async fn revision(world: &World, edition: Uuid) -> (i64, String, String, i64) {
    let rev = revisions::newest(world.cx().read(), edition).await.unwrap().unwrap();
    (rev.number, rev.name, rev.features, rev.lease_days)
}

both_engines! {
    /// LIC-1
    async fn whatever_changes_what_an_edition_grants_makes_a_revision_and_nothing_else_does(world: World) {
        let id = on_sale(&world).await;
        let cx = world.cx();
        let view = product_of(&world, id).await;
        let (edition, feature) = (view.editions[0].id, view.features[0].id);
        assert_eq!(revision(&world, edition).await, (1, "Professional".into(), "radar".into(), 7));
        let product = |name: &str, days: &str| ProductEntry { code: "beacon".into(), name: name.into(), lease_days: days.into(), ..ProductEntry::default() };
        change(&cx, id, None, &product("Beacon 2", "7")).await.unwrap();
        assert_eq!(revision(&world, edition).await.0, 1, "how the product is called is not sold");
        change(&cx, id, None, &product("Beacon 2", "30")).await.unwrap();
        assert_eq!(revision(&world, edition).await, (2, "Professional".into(), "radar".into(), 30));
        compare(&cx, id, None, &HashSet::new()).await.unwrap();
        assert_eq!(revision(&world, edition).await, (3, "Professional".into(), String::new(), 30));
        compare(&cx, id, None, &HashSet::from([(edition, feature)])).await.unwrap();
        compare(&cx, id, None, &HashSet::from([(edition, feature)])).await.unwrap();
        let renamed = EditionEntry { code: "pro".into(), name: "Pro".into(), position: "7".into(), features: vec!["radar".into()] };
        actions::change(&cx, id, edition, None, &renamed).await.unwrap();
        actions::change(&cx, id, edition, None, &EditionEntry { position: "1".into(), ..renamed }).await.unwrap();
        assert_eq!(revision(&world, edition).await, (5, "Pro".into(), "radar".into(), 30));
        let first = revisions::numbered(cx.read(), edition, 1).await.unwrap().unwrap();
        assert_eq!((first.name.as_str(), first.feature_codes(), first.lease_days), ("Professional", vec!["radar"], 7));
        let page = clerk(&world).get(&format!("/staff/catalog/{id}")).await.expect(StatusCode::OK).body;
        assert!(page.contains("Revision"), "{page}");
    }

    /// LIC-1, ALL-9
    async fn the_code_of_an_edition_stays_once_something_of_it_was_sold(world: World) {
        let id = on_sale(&world).await;
        let edition = product_of(&world, id).await.editions[0].id;
        let coded = |code: &str| EditionEntry { code: code.into(), name: "Pro".into(), position: "1".into(), features: Vec::new() };
        actions::change(&world.cx(), id, edition, None, &coded("max")).await.unwrap();
        sell_edition(&world, edition);
        let refused = actions::change(&world.cx(), id, edition, None, &coded("pro")).await.unwrap_err();
        assert_eq!(refused.refusal().map(|r| (r.code(), r.field(), r.status())), Some(("edition.code_in_use", Some("code"), 409)));
        actions::change(&world.cx(), id, edition, None, &coded("max")).await.unwrap();
    }

    /// LIC-1
    async fn an_offer_is_revised_with_what_it_sells_and_goes_out_of_sale(world: World) {
        let id = on_sale(&world).await;
        let cx = world.cx();
        let view = product_of(&world, id).await;
        let offer = actions::add(&cx, id, None, &entry("pro", ["5", "22", "5"])).await.unwrap();
        let said = async || offers::of_product(&cx, id).await.unwrap().remove(0);
        let first = said().await;
        assert_eq!((first.rev.number, first.rev.seats_max, first.rev.months), (1, 20, Some(12)), "the last whole step");
        actions::change(&cx, id, offer, None, &entry("pro", ["5", "22", "5"])).await.unwrap();
        assert_eq!(said().await, first, "nothing was changed");
        let longer = TermEntry { code: "1-year".into(), name: "Two years".into(), starts: "activation".into(), months: "24".into(), ..TermEntry::default() };
        actions::change(&cx, id, view.terms[0].id, None, &longer).await.unwrap();
        assert_eq!((said().await.rev.number, said().await.rev.months), (2, Some(24)));
        compare(&cx, id, None, &HashSet::new()).await.unwrap();
        assert_eq!((said().await.rev.number, said().await.rev.edition_rev), (3, 2));
        assert!(offers::named(&cx, "BEACON-1y").await.unwrap().is_some());
        retire_offer(&cx, id, offer, None).await.unwrap();
        assert!(offers::named(&cx, "beacon-1y").await.unwrap().is_none());
        actions::change(&cx, id, offer, None, &entry("pro", ["1", "", ""])).await.unwrap();
        let back = offers::named(&cx, "beacon-1y").await.unwrap().unwrap();
        assert_eq!((back.offer.rev.seats().fixed(), back.offer.rev.number), (Some(1), 4));
        for removed in [
            actions::remove::<EditionEntry>(&cx, id, view.editions[0].id, None).await,
            actions::remove::<TermEntry>(&cx, id, view.terms[0].id, None).await,
        ] {
            assert_eq!(removed.unwrap_err().refusal(), Some(&CatalogRefusal::InUse), "an offer names it");
        }
        actions::remove::<OfferEntry>(&cx, id, offer, None).await.unwrap();
        assert_eq!(offer_rev::Entity::find().count(cx.read()).await.unwrap(), 0);
    }

    /// LIC-1, ALL-9
    async fn what_is_wrong_with_an_offer_is_said_at_its_field(world: World) {
        let id = on_sale(&world).await;
        let cx = world.cx();
        let wrong = [
            (OfferEntry { code: "a b".into(), ..entry("pro", ["1", "", ""]) }, "code"),
            (OfferEntry { name: String::new(), ..entry("pro", ["1", "", ""]) }, "name"),
            (entry("nothing", ["1", "", ""]), "edition"),
            (OfferEntry { term: String::new(), ..entry("pro", ["1", "", ""]) }, "term"),
            (OfferEntry { kind: "stolen".into(), ..entry("pro", ["1", "", ""]) }, "kind"),
            (entry("pro", ["0", "", ""]), "seats_min"),
            (entry("pro", ["5", "4", ""]), "seats_max"),
            (entry("pro", ["5", "9", "0"]), "seats_step"),
            (OfferEntry { regions: "xx".into(), ..entry("pro", ["1", "", ""]) }, "regions"),
        ];
        for (entry, field) in wrong {
            let refused = actions::add(&cx, id, None, &entry).await.unwrap_err();
            let at = refused.refusal().and_then(|refusal| refusal.field().map(str::to_owned));
            assert_eq!(at.as_deref(), Some(field));
        }
        actions::add(&cx, id, None, &entry("pro", ["1", "", ""])).await.unwrap();
        let twice = actions::add(&cx, id, None, &entry("pro", ["1", "", ""])).await.unwrap_err();
        assert_eq!(twice.refusal().map(|refusal| refusal.code()), Some("input.taken"));
    }

    /// LIC-1
    async fn two_clerks_who_change_an_edition_at_once_leave_one_history(world: World) {
        let id = on_sale(&world).await;
        let cx = world.cx();
        let edition = product_of(&world, id).await.editions[0].id;
        let named = |name: &str| EditionEntry { code: "pro".into(), name: name.into(), position: "1".into(), features: Vec::new() };
        let (one, other) = (named("One"), named("Other"));
        let (first, second) = tokio::join!(
            actions::change(&cx, id, edition, None, &one),
            actions::change(&cx, id, edition, None, &other),
        );
        first.unwrap();
        second.unwrap();
        let all = revisions::of_editions(cx.read(), [edition]).await.unwrap();
        assert_eq!(all.iter().map(|rev| rev.number).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(product_of(&world, id).await.editions[0].name, all[2].name);
    }
}
