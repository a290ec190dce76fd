//! What was sold does not change with the catalog, and changes by a clerk's decision (LIC-1).

use crate::blocks::account;
use crate::clerks::{ALL_SCOPES, clerk, licenses_of, mail_of, order, program, sold, staff};
use crate::sale::{newest, sale};
use crate::shop::{activate, asking, device, renew, text};
use axum::http::{Method, StatusCode};
use gatehouse_catalog::actions::edition::EditionEntry;
use gatehouse_catalog::actions::feature::FeatureEntry;
use gatehouse_catalog::actions::product::ProductEntry;
use gatehouse_catalog::actions::{self, product};
use gatehouse_catalog::queries::{products, revisions};
use gatehouse_catalog::tables::edition_rev;
use gatehouse_context::May;
use gatehouse_core::{DAY, Lang, Refusal as _, Role, SECOND, Uuid};
use gatehouse_db::sea_orm::{EntityTrait, PaginatorTrait};
use gatehouse_formats::{DeviceFingerprint, Lease, RootKey, SigningKey};
use gatehouse_licenses::actions::apply_to_sold::{ApplyRefusal, ApplyToSold, apply_to_sold};
use gatehouse_licenses::actions::change_sold_license::{
    ChangeSold, ChangeSoldRefusal, Takes, call_off_change, change_sold_license,
};
use gatehouse_licenses::actions::issue::issue;
use gatehouse_licenses::tables::license_change;
use gatehouse_testkit::{World, both_engines};
use serde_json::json;

/// A day that lies ahead, as a form has it.
fn ahead(world: &World, days: i64) -> Option<String> {
    Some(world.cx().now().plus(days * DAY).rfc3339())
}

fn kinds(mails: &[gatehouse_testkit::ReadMail], to: &str) -> Vec<String> {
    let theirs = mails.iter().filter(|mail| mail.to == to && mail.kind.starts_with("licenses.change"));
    let mut kinds: Vec<String> = theirs.map(|mail| mail.kind.clone()).collect();
    // Mails of one moment have no order.
    kinds.sort();
    kinds
}

both_engines! {
    /// LIC-1
    async fn a_changed_edition_applies_to_new_sales_and_a_sold_license_stays(world: World) {
        let sale = sale(&world).await;
        let before = sale.granted(&world).await;
        assert_eq!(before, (1, "Professional".into(), vec!["radar".into()], 7));
        assert_eq!(sale.becomes(&world, "Pro", &["siren"]).await, 2);
        assert_eq!(sale.granted(&world).await, before);
        let later = order(&world, "SHOP-2", "bob@example.com", "en").await;
        sold(&world, later, "1").await;
        let new = licenses_of(&world, later).await.remove(0);
        assert_eq!((new.edition_id, new.edition_rev), (sale.edition, 2));
        let mails = world.mails().await;
        assert!(mails.iter().any(|mail| mail.to == "bob@example.com" && mail.text.contains("Beacon Pro")));
        // Lists, pages and the API read what each was sold with.
        let mut clerk = clerk(&world);
        for (license, name) in [(sale.license, "Professional"), (new.id, "Pro")] {
            let page = clerk.get(&format!("/staff/licenses/{license}")).await.expect(StatusCode::OK).body;
            assert!(page.contains(&format!("Beacon · {name}")), "{page}");
            let mut api = program(&world, ALL_SCOPES);
            let told = api.get(&format!("/api/v1/licenses/{license}")).await.expect(StatusCode::OK).json();
            assert_eq!(told["edition"]["name"], json!(name));
        }
        let list = clerk.get("/staff/licenses").await.expect(StatusCode::OK).body;
        assert!(list.contains("Professional"), "{list}");
        // To save it as it is makes no revision.
        assert_eq!(sale.becomes(&world, "Pro", &["siren"]).await, 2);
        assert_eq!(edition_rev::Entity::find().count(world.cx().read()).await.unwrap(), 2);
    }

    /// LIC-1
    async fn the_code_of_what_was_sold_stays(world: World) {
        let sale = sale(&world).await;
        let entry = EditionEntry { code: "max".into(), name: "Max".into(), position: "1".into(), features: Vec::new() };
        let refused = actions::change(&world.cx(), sale.product, sale.edition, None, &entry).await.unwrap_err();
        let refusal = refused.refusal().map(|refusal| (refusal.code(), refusal.field()));
        assert_eq!(refusal, Some(("edition.code_in_use", Some("code"))));
        assert_eq!(newest(&world, sale.edition).await, 1, "the transaction was rolled back");
        // A feature that no edition has any more is still that of a sold license.
        sale.becomes(&world, "Professional", &["siren"]).await;
        let cx = world.cx();
        let may = May::of(&cx).unwrap();
        let view = products::product(&may, sale.product).await.unwrap().unwrap();
        let radar = view.features.iter().find(|feature| feature.code == "radar").unwrap().id;
        let refused = actions::remove::<FeatureEntry>(&world.cx(), sale.product, radar, None).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&actions::CatalogRefusal::InUse));
    }

    /// LIC-1
    async fn a_clerk_gives_more_at_once_with_a_reason_and_a_mail_and_the_lease_follows(world: World) {
        let sale = sale(&world).await;
        let code = crate::clerks::code_in(&world.last_mail_to("ada@example.com").await.text);
        let mut ask = asking(&code, &device(1, 0));
        ask["product"] = "beacon".into();
        ask["application"] = serde_json::Value::Null;
        let taken = world.browser().json(Method::POST, "/api/v1/activations", &ask).await.expect(StatusCode::CREATED);
        sale.becomes(&world, "Pro", &["radar", "siren"]).await;
        let staff = world.cx_staff(&[Role::Licensing]);
        let missing = change_sold_license(&staff, &sale.change("  ")).await.unwrap_err();
        assert_eq!(missing.refusal().map(|r| (r.code(), r.field())), Some(("input.required", Some("why"))));
        let takes = change_sold_license(&staff, &ChangeSold { seats: "5".into(), ..sale.change("Case 77") }).await;
        assert_eq!(takes.unwrap(), Takes::Effect);
        assert_eq!(sale.granted(&world).await, (2, "Pro".into(), vec!["radar".into(), "siren".into()], 7));
        assert_eq!(sale.stored(&world).await.seats, 5);
        let mail = mail_of(&world, "licenses.changed", "ada@example.com").await;
        for words in ["Case 77", "Professional → Pro", "3 → 5", "Siren"] {
            assert!(mail.text.contains(words) && mail.html.contains(words), "{words}: {}", mail.text);
        }
        world.advance(SECOND);
        let (seat, token) = (text(&taken, "activation"), text(&taken, "renew_token"));
        let next = renew(&world, &seat, &token, &device(1, 0)).await.expect(StatusCode::OK);
        let keys = world.browser().get("/api/v1/issuing-keys").await.expect(StatusCode::OK);
        let chain: Vec<String> = serde_json::from_value(keys.json()["keys"].clone()).unwrap();
        let roots = vec![RootKey::new(SigningKey::from_seed(&crate::ROOT).public().clone())];
        let device = DeviceFingerprint::parse(&device(1, 0)).unwrap();
        let now = world.cx().now().seconds();
        let lease = Lease::verify(&text(&next, "lease"), &chain, &roots, now, "beacon", &device).unwrap();
        assert_eq!((lease.lic.features, lease.lic.seats), (vec!["radar".to_owned(), "siren".to_owned()], 5));
        let again = change_sold_license(&staff, &sale.change("Case 77")).await.unwrap_err();
        assert_eq!(again.refusal(), Some(&ChangeSoldRefusal::Nothing));
    }

    /// LIC-1
    async fn what_takes_away_needs_its_date_and_can_be_called_off_until_then(world: World) {
        let sale = sale(&world).await;
        let before = sale.granted(&world).await;
        sale.becomes(&world, "Lite", &[]).await;
        let staff = world.cx_staff(&[Role::Licensing]);
        let dateless = change_sold_license(&staff, &sale.change("Less")).await.unwrap_err();
        assert_eq!(dateless.refusal().map(|r| (r.code(), r.field())), Some(("input.required", Some("from"))));
        let later = ChangeSold { from: ahead(&world, 30), ..sale.change("The radar service ends") };
        assert_eq!(change_sold_license(&staff, &later).await.unwrap(), Takes::EffectLater);
        assert_eq!(sale.granted(&world).await, before);
        let planned = mail_of(&world, "licenses.change_planned", "ada@example.com").await;
        assert!(planned.text.contains("The radar service ends") && planned.text.contains("Radar"), "{}", planned.text);
        let second = change_sold_license(&staff, &later).await.unwrap_err();
        assert_eq!(second.refusal(), Some(&ChangeSoldRefusal::Waits));
        world.run_jobs().await;
        assert_eq!(sale.granted(&world).await, before, "its day has not come");
        let mut page = clerk(&world);
        let shown = page.get(&format!("/staff/licenses/{}", sale.license)).await.expect(StatusCode::OK).body;
        assert!(shown.contains("Planned") && shown.contains("The radar service ends"), "{shown}");
        let place = format!("/staff/licenses/{}/change/call-off", sale.license);
        page.post(&place, &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(call_off_change(&staff, sale.license, None).await.unwrap_err().refusal(), Some(&ChangeSoldRefusal::NoneWaits));
        world.advance(31 * DAY);
        world.run_jobs().await;
        assert_eq!(sale.granted(&world).await, before);
        change_sold_license(&staff, &ChangeSold { from: ahead(&world, 1), ..later }).await.unwrap();
        world.run_jobs().await;
        world.advance(2 * DAY);
        world.run_jobs().await;
        assert_eq!(sale.granted(&world).await, (2, "Lite".into(), Vec::new(), 7));
        let told = kinds(&world.mails().await, "ada@example.com");
        // The first is no longer kept.
        let expected = ["change_called_off", "change_planned", "changed"].map(|k| format!("licenses.{k}"));
        assert_eq!(told, expected);
        let mut api = program(&world, ALL_SCOPES);
        let history = api.get(&format!("/api/v1/licenses/{}/changes", sale.license)).await.expect(StatusCode::OK).json();
        let states: Vec<_> = history["items"].as_array().unwrap().iter().map(|item| item["state"].clone()).collect();
        assert_eq!(states, [json!("applied"), json!("called_off")]);
    }

    /// LIC-1
    async fn fewer_seats_switch_off_no_device(world: World) {
        let sale = sale(&world).await;
        let code = crate::clerks::code_in(&world.last_mail_to("ada@example.com").await.text);
        let mut seats = Vec::new();
        for n in 1..=2 {
            let mut ask = asking(&code, &device(n, 0));
            ask["product"] = "beacon".into();
            ask["application"] = serde_json::Value::Null;
            seats.push(world.browser().json(Method::POST, "/api/v1/activations", &ask).await.expect(StatusCode::CREATED));
        }
        let staff = world.cx_staff(&[Role::Licensing]);
        let now = world.cx().now().rfc3339();
        let fewer = |from: Option<String>| ChangeSold { seats: "1".into(), from, ..sale.change("Two were refunded") };
        let refused = change_sold_license(&staff, &fewer(Some(now))).await.unwrap_err();
        assert_eq!(refused.refusal().and_then(|refusal| refusal.field().map(str::to_owned)).as_deref(), Some("seats"));
        change_sold_license(&staff, &fewer(ahead(&world, 1))).await.unwrap();
        world.advance(2 * DAY);
        world.run_jobs().await;
        assert_eq!(sale.stored(&world).await.seats, 3, "it waits for a device to be freed");
        let place = format!("/api/v1/activations/{}/deactivate", text(&seats[0], "activation"));
        let body = json!({ "renew_token": text(&seats[0], "renew_token") });
        world.browser().json(Method::POST, &place, &body).await.expect(StatusCode::NO_CONTENT);
        world.advance(60 * SECOND);
        world.run_jobs().await;
        assert_eq!((sale.stored(&world).await.seats, sale.stored(&world).await.seats_used), (1, 1));
    }

    /// LIC-1, ALL-8
    async fn two_clerks_do_not_overwrite_each_other_and_others_change_nothing(world: World) {
        let sale = sale(&world).await;
        sale.becomes(&world, "Pro", &["radar", "siren"]).await;
        let version = Some(sale.stored(&world).await.version);
        let (one, other) = (world.cx_staff(&[Role::Licensing]), world.cx_staff(&[Role::Licensing]));
        let five = ChangeSold { seats: "5".into(), version, ..sale.change("One") };
        let nine = ChangeSold { seats: "9".into(), version, ..sale.change("Other") };
        let (first, second) = tokio::join!(change_sold_license(&one, &five), change_sold_license(&other, &nine));
        assert_eq!([first.is_ok(), second.is_ok()].iter().filter(|done| **done).count(), 1, "{first:?} {second:?}");
        let refused = first.err().or(second.err()).unwrap();
        assert!(matches!(refused.refusal(), Some(ChangeSoldRefusal::Stale)), "{refused:?}");
        assert_eq!(license_change::Entity::find().count(world.cx().read()).await.unwrap(), 1);
        for roles in [&[Role::Support][..], &[Role::Lab]] {
            let refused = change_sold_license(&world.cx_staff(roles), &sale.change("No")).await.unwrap_err();
            assert!(matches!(refused.refusal(), Some(ChangeSoldRefusal::NotAllowed(_))));
        }
        let place = format!("/staff/licenses/{}/change", sale.license);
        staff(&world, "support").get(&place).await.expect(StatusCode::FORBIDDEN);
        let unknown = ChangeSold { license: Uuid::nil(), ..sale.change("Who?") };
        assert_eq!(change_sold_license(&one, &unknown).await.unwrap_err().refusal(), Some(&ChangeSoldRefusal::Unknown));
    }

    /// LIC-1
    async fn an_edition_that_changes_while_codes_are_issued_gives_all_of_a_batch_the_same(world: World) {
        let sale = sale(&world).await;
        for round in 0..4 {
            let order = order(&world, &format!("RACE-{round}"), "", "").await;
            let (cx, name) = (world.cx(), format!("Round {round}"));
            let input = crate::clerks::three_seats(order, "20");
            let features: &[&str] = if round % 2 == 0 { &["siren"] } else { &["radar"] };
            let (issued, after) = tokio::join!(issue(&cx, &input), sale.becomes(&world, &name, features));
            issued.unwrap();
            let revs: Vec<i64> = licenses_of(&world, order).await.iter().map(|license| license.edition_rev).collect();
            assert_eq!(revs.len(), 20);
            assert!(revs.iter().all(|rev| *rev == revs[0] && (*rev == after || *rev == after - 1)), "{revs:?} at {after}");
        }
    }

    /// LIC-1
    async fn what_an_edition_is_now_goes_also_to_licenses_sold_before_once_a_clerk_says_so(world: World) {
        let sale = sale(&world).await;
        let many = order(&world, "BOX-1", "box@example.com", "ja").await;
        sold(&world, many, "30").await;
        let holder = account(&world, "ken@example.com", Lang::Ja).await;
        let revision = sale.becomes(&world, "Pro", &["radar", "siren"]).await;
        let staff = world.cx_staff(&[Role::Licensing]);
        let mut input = ApplyToSold { product: sale.product, edition: sale.edition, revision, from: None, why: "A gift".into() };
        let stale = apply_to_sold(&staff, &ApplyToSold { revision: revision - 1, ..input.clone() }).await.unwrap_err();
        assert_eq!(stale.refusal(), Some(&ApplyRefusal::Stale));
        let mut page = clerk(&world);
        let list = page.get(&format!("/staff/catalog/{}/sold", sale.product)).await.expect(StatusCode::OK).body;
        assert!(list.contains("Change these too") && list.contains("31"), "{list}");
        assert_eq!(apply_to_sold(&staff, &input).await.unwrap(), 31);
        world.run_jobs().await;
        assert!(licenses_of(&world, many).await.iter().all(|license| license.edition_rev == revision));
        assert_eq!(sale.stored(&world).await.edition_rev, revision);
        let told = world.mails().await.iter().filter(|mail| mail.kind == "licenses.changed").count();
        assert_eq!(told, 31);
        let nothing = apply_to_sold(&staff, &input).await.unwrap_err();
        assert_eq!(nothing.refusal(), Some(&ApplyRefusal::Nothing));
        // What takes away needs its date; each license is told ahead, and can be left out.
        input.revision = sale.becomes(&world, "Pro", &["radar"]).await;
        let dateless = apply_to_sold(&staff, &input).await.unwrap_err();
        assert_eq!(dateless.refusal().map(|r| (r.code(), r.field())), Some(("input.required", Some("from"))));
        let place = format!("/staff/catalog/{}/editions/{}/sold", sale.product, sale.edition);
        let refused = page.post(&place, &[("revision", &input.revision.to_string()), ("why", "Less")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        input.from = ahead(&world, 10);
        assert_eq!(apply_to_sold(&staff, &input).await.unwrap(), 31);
        world.run_jobs().await;
        assert_eq!(sale.stored(&world).await.edition_rev, revision);
        call_off_change(&staff, sale.license, None).await.unwrap();
        world.advance(11 * DAY);
        world.run_jobs().await;
        assert_eq!(sale.stored(&world).await.edition_rev, revision, "it was left out");
        assert!(licenses_of(&world, many).await.iter().all(|license| license.edition_rev == input.revision));
        assert!(kinds(&world.mails().await, "ken@example.com").is_empty(), "{holder} has none of them");
    }

    /// LIC-1
    async fn whatever_the_catalog_becomes_a_sold_license_stays_until_a_clerk_decides(world: World) {
        let sale = sale(&world).await;
        let (cx, staff) = (world.cx(), world.cx_staff(&[Role::Licensing]));
        let random = |below: u64| cx.app.random.below(below);
        let mut expected = sale.granted(&world).await;
        for step in 0..40 {
            match random(5) {
                0 => {
                    let all = ["radar", "siren"];
                    let features: Vec<&str> = all.into_iter().filter(|_| random(2) == 0).collect();
                    sale.becomes(&world, &format!("Pro {step}"), &features).await;
                }
                1 => {
                    let entry = ProductEntry {
                        code: "beacon".into(),
                        name: format!("Beacon {step}"),
                        lease_days: (1 + random(90)).to_string(),
                        transfer_allowance: random(9).to_string(),
                        regions: ["", "jp", "de, jp"][usize::try_from(random(3)).unwrap()].into(),
                        ..ProductEntry::default()
                    };
                    product::change(&cx, sale.product, None, &entry).await.unwrap();
                }
                2 => product::archive(&cx, sale.product, random(2) == 0).await.unwrap(),
                3 => {
                    let labels = [("en".to_owned(), format!("Feature {step}"))].into();
                    let entry = FeatureEntry { code: format!("extra-{step}"), labels, position: "9".into() };
                    actions::add(&cx, sale.product, None, &entry).await.unwrap();
                }
                _ => {
                    let decision = ChangeSold { from: Some(cx.now().rfc3339()), ..sale.change("Decided") };
                    match change_sold_license(&staff, &decision).await {
                        Ok(takes) => {
                            assert_eq!(takes, Takes::Effect);
                            let newest = revisions::newest(cx.read(), sale.edition).await.unwrap().unwrap();
                            let features = newest.feature_codes().into_iter().map(str::to_owned).collect();
                            expected = (newest.number, newest.name.clone(), features, newest.lease_days);
                        }
                        Err(stop) => assert_eq!(stop.refusal(), Some(&ChangeSoldRefusal::Nothing)),
                    }
                }
            }
            assert_eq!(sale.granted(&world).await, expected, "step {step}");
        }
    }

    /// LIC-1
    async fn a_license_of_the_first_revision_is_what_it_was_before_revisions(world: World) {
        let shop = crate::shop::Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let answer = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        assert!(!text(&answer, "lease").is_empty());
        assert_eq!(crate::shop::stored(&world, &sold).await.edition_rev, 1);
    }
}
