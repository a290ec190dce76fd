//! Devices as a list, and freeing their seats without them (LIC-13, LIC-15).

use crate::blocks::account;
use crate::clerks::{clerk, mail_of, staff};
use crate::people::signed_in;
use crate::shop::{Shop, Sold, asking, device, log, stored, text};
use axum::http::{Method, StatusCode};
use gatehouse_core::{DAY, HOUR, Lang, Role, Secret, Stop, Uuid};
use gatehouse_licenses::Licenses;
use gatehouse_licenses::actions::deactivate_device::{deactivate_device, deactivate_devices};
use gatehouse_licenses::actions::lift_seat_budget::lift_seat_budget;
use gatehouse_licenses::model::behalf::Behalf;
use gatehouse_licenses::model::rescue::RescueRules;
use gatehouse_testkit::{World, both_engines};

const BOB: Uuid = Uuid::from_u128(0xB0B);
const ADA: &str = "ada@example.com";

/// Activates a device that calls itself so.
async fn named(world: &World, sold: &Sold, number: u32, name: &str) -> Uuid {
    let mut body = asking(&sold.code, &device(number, 0));
    body["device"]["name"] = name.into();
    let taken = world.browser().json(Method::POST, "/api/v1/activations", &body).await.expect(StatusCode::CREATED);
    text(&taken, "activation").parse().unwrap()
}

/// A license in Ada's account.
async fn held(world: &World, seats: i64) -> (Shop, Sold, Uuid) {
    let shop = Shop::open(world).await;
    let sold = shop.sell(world, seats).await;
    let ada = account(world, ADA, Lang::En).await;
    shop.give(world, &sold, ada).await;
    (shop, sold, ada)
}

async fn freed(world: &World, account: Uuid, license: Uuid, seat: Uuid) -> Result<bool, String> {
    let freed = deactivate_device(&world.cx_of(account), Behalf::Own, license, seat).await;
    freed.map_err(|stop: Stop<_>| {
        stop.refusal().map_or_else(String::new, |refusal| gatehouse_core::Refusal::code(refusal).to_owned())
    })
}

both_engines! {
    /// ALL-2, LIC-15
    async fn devices_are_listed_with_their_state_sorted_filtered_and_as_a_file(world: World) {
        let (_, sold, ada) = held(&world, 5).await;
        let desk = named(&world, &sold, 1, "Desk").await;
        world.advance(40 * DAY);
        named(&world, &sold, 2, "Laptop").await;
        let mut browser = signed_in(&world, ada);
        let at = format!("/licenses/devices?license={}", sold.license);
        let page = browser.get(&at).await.expect(StatusCode::OK).body;
        assert!(page.contains(">Desk<") && page.contains(">Laptop<") && page.contains("Inactive") && page.contains("In use"), "{page}");
        assert!(page.find(">Laptop<") < page.find(">Desk<"), "seen last, first");
        let by_name = browser.get(&format!("{at}&sort=name")).await.expect(StatusCode::OK).body;
        assert!(by_name.find(">Desk<") < by_name.find(">Laptop<"), "{by_name}");
        for (query, shown, hidden) in [("state=stale", ">Desk<", ">Laptop<"), ("state=active", ">Laptop<", ">Desk<"), ("q=DES", ">Desk<", ">Laptop<")] {
            let page = browser.get(&format!("{at}&{query}")).await.expect(StatusCode::OK).body;
            assert!(page.contains(shown) && !page.contains(hidden), "{query}: {page}");
        }
        let file = browser.get(&at.replace("/devices?", "/devices.csv?")).await.expect(StatusCode::OK).body;
        assert!(file.lines().count() == 3 && file.contains("Desk,") && file.contains("Inactive"), "{file}");
        let first = browser.get(&format!("{at}&size=1")).await.expect(StatusCode::OK).body;
        assert!(first.contains("after=") && !first.contains(">Desk<"), "{first}");
        // Nobody else sees them, whatever they ask for.
        let other = signed_in(&world, BOB).get(&at).await.expect(StatusCode::OK).body;
        assert!(!other.contains(">Desk<"), "{other}");

        assert_eq!(freed(&world, ada, sold.license, desk).await, Ok(true));
        let page = browser.get(&at).await.expect(StatusCode::OK).body;
        assert!(!page.contains(">Desk<") && page.contains("Used in the last 12 months: 1"), "{page}");
        let page = browser.get(&format!("{at}&state=freed")).await.expect(StatusCode::OK).body;
        assert!(page.contains(">Desk<") && page.contains("Deactivated"), "{page}");

        let at = format!("/staff/devices?license={}", sold.license);
        let seen = staff(&world, "support").get(&at).await.expect(StatusCode::OK).body;
        assert!(seen.contains(">Laptop<") && !seen.contains("/deactivate\""), "support frees nothing: {seen}");
        let seen = clerk(&world).get(&at).await.expect(StatusCode::OK).body;
        assert!(seen.contains("/deactivate\"") && seen.contains("Start the count again"), "{seen}");
        assert_eq!(log(&world, sold.license, "license.viewed").await, 2);
        let none = clerk(&world).get("/staff/devices").await.expect(StatusCode::OK).body;
        assert!(none.contains("Choose a license") && !none.contains(">Laptop<"), "{none}");
        staff(&world, "lab").get(&at).await.expect(StatusCode::FORBIDDEN);
    }

    /// LIC-13
    async fn a_seat_is_freed_without_its_device_six_times_a_year_and_all_holders_are_told(world: World) {
        let (shop, sold, ada) = held(&world, 1).await;
        let carol = account(&world, "carol@example.com", Lang::Ja).await;
        shop.give(&world, &sold, carol).await;
        for n in 0..6 {
            let seat = named(&world, &sold, n, "Lost phone").await;
            assert_eq!(freed(&world, ada, sold.license, seat).await, Ok(true), "{n}");
            if n == 0 {
                let mail = mail_of(&world, "licenses.seat_freed", ADA).await;
                assert!(mail.text.contains("Lost phone") && mail.text.contains("change your password"), "{}", mail.text);
                assert!(mail_of(&world, "licenses.seat_freed", "carol@example.com").await.text.contains("登録が"));
                assert_eq!(freed(&world, ada, sold.license, seat).await, Ok(false), "it is free already");
            }
            world.advance(31 * DAY);
        }
        let seat = named(&world, &sold, 9, "Lost phone").await;
        assert_eq!(freed(&world, ada, sold.license, seat).await, Err("activation.budget_spent".into()));
        let mut browser = signed_in(&world, ada);
        let refused = browser.post(&format!("/licenses/{}/devices/{seat}/deactivate", sold.license), &[]).await.expect(StatusCode::CONFLICT);
        assert!(refused.body.contains("6 times") && refused.body.contains("2027"), "it says from when on: {}", refused.body);
        assert_eq!(stored(&world, &sold).await.seats_used, 1);

        lift_seat_budget(&world.cx_staff(&[Role::Support]), sold.license).await.unwrap_err();
        lift_seat_budget(&world.cx_staff(&[Role::Licensing]), sold.license).await.unwrap();
        assert_eq!(log(&world, sold.license, "license.seat_budget_lifted").await, 1);
        assert_eq!(freed(&world, ada, sold.license, seat).await, Ok(true));
    }

    /// LIC-13
    async fn a_device_that_took_a_seat_freed_without_its_device_keeps_it_for_a_day(world: World) {
        let (_, sold, ada) = held(&world, 2).await;
        let lost = named(&world, &sold, 1, "Lost").await;
        world.advance(2 * DAY);
        // Who activated the wrong device puts it right at once.
        let wrong = named(&world, &sold, 2, "Wrong").await;
        assert_eq!(freed(&world, ada, sold.license, wrong).await, Ok(true));
        let next = named(&world, &sold, 3, "Next").await;
        assert_eq!(freed(&world, ada, sold.license, next).await, Err("activation.cool_down".into()));
        assert_eq!(freed(&world, ada, sold.license, lost).await, Ok(true), "it had its seat before");
        world.advance(23 * HOUR);
        assert_eq!(freed(&world, ada, sold.license, next).await, Err("activation.cool_down".into()));
        world.advance(HOUR);
        assert_eq!(freed(&world, ada, sold.license, next).await, Ok(true));
        assert_eq!(freed(&world, BOB, sold.license, next).await, Err("activation.unknown".into()));
    }

    /// LIC-15
    async fn records_of_a_computer_that_was_installed_anew_stand_together_and_go_together(world: World) {
        let (_, sold, ada) = held(&world, 5).await;
        let old = named(&world, &sold, 1, "DESK-1").await;
        named(&world, &sold, 2, "Laptop").await;
        world.advance(3 * DAY);
        let new = named(&world, &sold, 3, "desk-1").await;
        let mut browser = signed_in(&world, ada);
        let at = format!("/licenses/devices?license={}&sort=name", sold.license);
        let page = browser.get(&at).await.expect(StatusCode::OK).body;
        assert_eq!(page.matches("2 records of this computer").count(), 2, "{page}");
        assert!(page.find(">desk-1<") < page.find(">Laptop<") && page.find(">DESK-1<") < page.find(">Laptop<"), "{page}");
        let form = format!("/licenses/{}/devices/{new}/together", sold.license);
        let asked = browser.get(&form).await.expect(StatusCode::OK).body;
        assert!(asked.contains(&old.to_string()) && asked.contains(&new.to_string()) && !asked.contains("Laptop:"), "{asked}");
        browser.post(&form, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let (one, other) = (old.to_string(), new.to_string());
        let done = browser.post(&form, &[("record", &one), ("record", &other)]).await.expect(StatusCode::SEE_OTHER);
        let page = browser.follow(done).await.body;
        assert!(page.contains("2 records removed") && page.contains("Used in the last 12 months: 1"), "{page}");
        let license = stored(&world, &sold).await;
        assert_eq!((license.seats_used, license.transfers), (1, 2));
        assert_eq!(log(&world, sold.license, "license.deactivated").await, 2);
        signed_in(&world, BOB).get(&form).await.expect(StatusCode::NOT_FOUND);
        let nothing = deactivate_devices(&world.cx_of(ada), Behalf::Own, sold.license, &[]).await;
        assert!(nothing.is_err());
    }

    /// LIC-13
    async fn a_race_for_the_last_time_of_the_year_is_won_once(world: World) {
        let rules = RescueRules { a_year: 1, ..RescueRules::default() };
        let mut modules = crate::modules();
        modules[2] = Box::new(Licenses::with_root(Secret::new(crate::ROOT)).rescuing(rules));
        let world = World::new(world.engine, modules).await;
        let (_, sold, ada) = held(&world, 2).await;
        let seat = named(&world, &sold, 0, "Zero").await;
        assert_eq!(freed(&world, ada, sold.license, seat).await, Ok(true));
        world.advance(31 * DAY);
        let (one, other) = (named(&world, &sold, 1, "One").await, named(&world, &sold, 2, "Other").await);
        let (first, second) = tokio::join!(freed(&world, ada, sold.license, one), freed(&world, ada, sold.license, other));
        let refused = [&first, &second].into_iter().filter(|freed| **freed == Err("activation.budget_spent".into())).count();
        assert_eq!(refused, 1, "{first:?} {second:?}");
        assert_eq!(stored(&world, &sold).await.seats_used, 1);
    }
}
