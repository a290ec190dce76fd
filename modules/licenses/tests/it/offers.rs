//! Orders that name an offer by its code (LIC-1, LIC-3).

use crate::clerks::{ALL_SCOPES, clerk, licenses_of, on_sale, order, program};
use axum::http::{Method, StatusCode};
use gatehouse_catalog::actions::edition::EditionEntry;
use gatehouse_catalog::actions::offer::{OfferEntry, retire_offer};
use gatehouse_catalog::actions::{self, CatalogRefusal};
use gatehouse_catalog::queries::offers;
use gatehouse_core::{Refusal as _, Uuid};
use gatehouse_db::sea_orm::EntityTrait;
use gatehouse_licenses::actions::issue::{Issue, issue};
use gatehouse_licenses::tables::issue_batch;
use gatehouse_testkit::{World, both_engines};
use serde_json::json;

fn packs() -> OfferEntry {
    OfferEntry {
        code: "beacon-packs".into(),
        name: "Beacon in packs".into(),
        edition: "pro".into(),
        term: "1-year".into(),
        seats_min: "5".into(),
        seats_max: "20".into(),
        seats_step: "5".into(),
        ..OfferEntry::default()
    }
}

async fn batch(world: &World, id: Uuid) -> issue_batch::Model {
    issue_batch::Entity::find_by_id(id).one(world.cx().read()).await.unwrap().unwrap()
}

fn named(order: Uuid, offer: &str, seats: &str) -> Issue {
    Issue { order, offer: offer.into(), seats: seats.into(), ..Issue::default() }
}

both_engines! {
    /// LIC-1, LIC-3
    async fn an_order_names_an_offer_and_its_line_remembers_the_revision(world: World) {
        let product = on_sale(&world).await;
        let cx = world.cx();
        let offer = actions::add(&cx, product, None, &packs()).await.unwrap();
        let bought = order(&world, "SHOP-1", "", "").await;
        let issued = issue(&cx, &named(bought, "Beacon-Packs", "10")).await.unwrap();
        let line = batch(&world, issued.batch).await;
        let first = offers::of_product(&cx, product).await.unwrap().remove(0).rev;
        assert_eq!((line.offer_rev_id, line.seats, line.edition_rev), (Some(first.id), 10, 1));
        assert_eq!(licenses_of(&world, bought).await[0].seats, 10);
        let fewest = issue(&cx, &named(bought, "beacon-packs", "")).await.unwrap();
        assert_eq!(batch(&world, fewest.batch).await.seats, 5);
        // What it sells next is of the edition as it is by then, and so says the next line.
        let edition = EditionEntry { code: "pro".into(), name: "Pro".into(), position: "1".into(), features: Vec::new() };
        actions::change(&cx, product, line.edition_id, None, &edition).await.unwrap();
        let later = issue(&cx, &named(bought, "beacon-packs", "15")).await.unwrap();
        let later = batch(&world, later.batch).await;
        let second = offers::of_product(&cx, product).await.unwrap().remove(0).rev;
        assert_eq!((second.number, second.edition_rev, later.offer_rev_id), (2, 2, Some(second.id)));
        assert_eq!(batch(&world, issued.batch).await, line, "what was bought stays");
        let gone = actions::remove::<OfferEntry>(&cx, product, offer, None).await.unwrap_err();
        assert_eq!(gone.refusal(), Some(&CatalogRefusal::InUse));
        let page = clerk(&world).get(&format!("/staff/orders/{bought}")).await.expect(StatusCode::OK).body;
        assert!(page.contains("beacon-packs"), "{page}");
    }

    /// LIC-1, LIC-3, ALL-9
    async fn what_an_offer_does_not_sell_is_refused_at_its_field(world: World) {
        let product = on_sale(&world).await;
        let cx = world.cx();
        let offer = actions::add(&cx, product, None, &packs()).await.unwrap();
        let bought = order(&world, "SHOP-1", "", "").await;
        let refused = async |input: Issue| {
            let stop = issue(&cx, &input).await.unwrap_err();
            let refusal = stop.refusal().unwrap();
            (refusal.code().to_owned(), refusal.field().unwrap_or_default().to_owned())
        };
        let said = |code: &str, field: &str| (code.to_owned(), field.to_owned());
        assert_eq!(refused(named(bought, "nothing", "")).await, said("input.unknown", "offer"));
        assert_eq!(refused(named(bought, "beacon-packs", "4")).await, said("input.not_a_number", "seats"));
        assert_eq!(refused(named(bought, "beacon-packs", "7")).await, said("offer.sells_something_else", "seats"));
        let other = Issue { edition: "basic".into(), ..named(bought, "beacon-packs", "5") };
        assert_eq!(refused(other).await, said("offer.sells_something_else", "edition"));
        let same = Issue { product: "beacon".into(), edition: "pro".into(), ..named(bought, "beacon-packs", "5") };
        issue(&cx, &same).await.unwrap();
        retire_offer(&cx, product, offer, None).await.unwrap();
        assert_eq!(refused(named(bought, "beacon-packs", "5")).await, said("input.unknown", "offer"));
    }

    /// LIC-1, ALL-7
    async fn a_program_makes_changes_and_retires_offers_and_orders_by_their_code(world: World) {
        let product = on_sale(&world).await;
        let mut api = program(&world, ALL_SCOPES);
        let place = format!("/api/v1/products/{product}/offers");
        let new = json!({"code": "beacon-5", "name": "Beacon, 5 devices", "edition": "pro", "term": "1-year", "seats_min": 5});
        let made = api.json(Method::POST, &place, &new).await.expect(StatusCode::CREATED).json();
        let offer = made["offers"][0].clone();
        assert_eq!((&offer["seats_min"], &offer["seats_max"], &offer["kind"]), (&json!(5), &json!(5), &json!("commercial")));
        let taken = api.json(Method::POST, &place, &new).await.expect(StatusCode::CONFLICT);
        assert_eq!(taken.code(), "input.taken");
        let one = format!("{place}/{}", offer["id"].as_str().unwrap());
        let changed = json!({"code": "beacon-5", "name": "Beacon for five", "edition": "pro", "term": "1-year", "seats_min": 5});
        let after = api.json(Method::PUT, &one, &changed).await.expect(StatusCode::OK).json();
        assert_eq!((&after["offers"][0]["revision"], &after["offers"][0]["name"]), (&json!(2), &json!("Beacon for five")));
        let order = order(&world, "SHOP-9", "", "").await;
        let licenses = format!("/api/v1/orders/{order}/licenses");
        let issued = api.json(Method::POST, &licenses, &json!({"offer": "beacon-5"})).await.expect(StatusCode::CREATED);
        assert_eq!(issued.json()["batch"]["seats"], json!(5));
        assert!(issued.json()["batch"]["offer_revision"].is_string(), "{}", issued.body);
        api.json(Method::POST, &format!("{one}/retire"), &json!({})).await.expect(StatusCode::OK);
        let refused = api.json(Method::POST, &licenses, &json!({"offer": "beacon-5"})).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::UNPROCESSABLE_ENTITY, "input.unknown".to_owned()));
    }

    /// LIC-1, LIC-3
    async fn clerks_make_an_offer_and_choose_it_in_the_form_of_an_order(world: World) {
        let product = on_sale(&world).await;
        let mut clerk = clerk(&world);
        let place = format!("/staff/catalog/{product}");
        let form = [("code", "beacon-5"), ("name", "Beacon, 5 devices"), ("edition", "pro"), ("term", "1-year"), ("kind", "commercial"), ("seats_min", "5")];
        clerk.post(&format!("{place}/offers/new"), &form).await.expect(StatusCode::SEE_OTHER);
        let page = clerk.get(&place).await.expect(StatusCode::OK).body;
        assert!(page.contains("Beacon, 5 devices") && page.contains("beacon-5"), "{page}");
        let blank = clerk.get("/staff/orders/new").await.expect(StatusCode::OK).body;
        assert!(blank.contains("beacon-5"), "{blank}");
        let sent = [("source", "staff"), ("offer", "beacon-5"), ("seats", "1"), ("quantity", "2"), ("kind", "commercial")];
        let made = clerk.post("/staff/orders/new", &sent).await.expect(StatusCode::SEE_OTHER);
        let order: Uuid = made.location().rsplit('/').next().unwrap().parse().unwrap();
        let licenses = licenses_of(&world, order).await;
        assert_eq!(licenses.iter().map(|license| license.seats).collect::<Vec<_>>(), [5, 5]);
        let id = offers::of_product(&world.cx(), product).await.unwrap()[0].offer.id;
        clerk.post(&format!("{place}/offers/{id}/retire"), &[]).await.expect(StatusCode::SEE_OTHER);
        assert!(clerk.get(&place).await.body.contains("No longer sold"));
        assert!(!clerk.get("/staff/orders/new").await.body.contains("beacon-5"));
    }
}
