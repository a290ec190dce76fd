//! The pages about all licenses of a company together (LIC-24): devices (LIC-15), renewals (LIC-8), usage (LIC-15), for who manages licenses.

use crate::company::TestCompany;
use crate::people::signed_in;
use crate::shop::{Shop, Sold, activate, asking, device, stored, tamper, text};
use axum::http::{Method, StatusCode};
use gatehouse_catalog::tables::product;
use gatehouse_companies::model::rights::CompanyRight::{ManageLicenses, ManageUsers};
use gatehouse_core::{DAY, Moment, Uuid};
use gatehouse_db::sea_orm::{EntityTrait as _, IntoActiveModel as _, Set};
use gatehouse_licenses::actions::write_usage::WriteUsage;
use gatehouse_licenses::model::auto_renewal::WishState;
use gatehouse_licenses::tables::auto_renewal;
use gatehouse_testkit::{World, both_engines};

const PAGES: [&str; 6] = ["/devices", "/devices.csv", "/renewals", "/renewals.csv", "/usage", "/usage.csv"];

/// A license of the company.
async fn held(world: &World, shop: &Shop, acme: &TestCompany, seats: i64) -> Sold {
    let sold = shop.sell(world, seats).await;
    acme.add_code(world, &sold.code).await;
    sold
}

/// It ends so many days from now; before now: it has ended.
async fn ends(world: &World, sold: &Sold, days: i64) {
    let end = world.cx().now().plus(days * DAY);
    tamper(world, sold, |row| {
        row.first_activated_at = Set(Some(Moment(0)));
        row.ends_at = Set(Some(end));
        row.ends_order = Set(end.0);
    })
    .await;
}

/// A device that calls itself so takes a seat.
async fn named(world: &World, sold: &Sold, number: u32, name: &str) -> Uuid {
    let mut body = asking(&sold.code, &device(number, 0));
    body["device"]["name"] = name.into();
    let taken = world.browser().json(Method::POST, "/api/v1/activations", &body).await.expect(StatusCode::CREATED);
    text(&taken, "activation").parse().unwrap()
}

/// The license becomes one of another product.
async fn of_another_product(world: &World, shop: &Shop, sold: &Sold) {
    let cx = world.cx();
    let known = product::Entity::find_by_id(shop.product).one(cx.read()).await.unwrap().unwrap();
    let other = product::Model { id: cx.id(), code: "beacon".into(), name: "Beacon".into(), ..known };
    let id = other.id;
    product::Entity::insert(other.into_active_model()).exec_without_returning(world.app.db.writer()).await.unwrap();
    tamper(world, sold, |row| row.product_id = Set(id)).await;
}

fn number(sold: &Sold) -> String {
    format!("{}-{}", &sold.number[..5], &sold.number[5..])
}

/// So many days from now, as a field of a date has it.
fn day(world: &World, days: i64) -> String {
    world.cx().now().plus(days * DAY).timestamp().to_string()[..10].to_owned()
}

/// Writes the days that have ended.
async fn written(world: &World) {
    let cx = world.cx();
    let mut run = WriteUsage::begin(&cx).await.unwrap().unwrap();
    while run.part(&cx).await.unwrap() {}
    run.finish(&cx).await.unwrap();
}

both_engines! {
    /// LIC-24, LIC-8, LIC-15, COM-3
    async fn the_pages_are_for_who_manages_licenses_and_stand_in_their_navigation(world: World) {
        let acme = TestCompany::found(&world, "Acme").await;
        let other = TestCompany::found(&world, "Other").await;
        let manager = acme.add(&world, "manager@example.com", &[ManageLicenses]).await;
        let plain = acme.add(&world, "plain@example.com", &[ManageUsers]).await;
        for (account, opens) in [(acme.owner, true), (manager.account, true), (plain.account, false)] {
            let mut browser = signed_in(&world, account);
            let list = browser.get(&acme.at("")).await.expect(StatusCode::OK).body;
            for page in PAGES {
                let answer = browser.get(&acme.at(page)).await;
                assert_eq!(answer.status, if opens { StatusCode::OK } else { StatusCode::FORBIDDEN }, "{page}: {}", answer.body);
                if !opens {
                    assert!(answer.body.contains("Manage licenses") && answer.body.contains("Olga Owner"), "{}", answer.body);
                }
                if !page.ends_with(".csv") {
                    assert_eq!(list.contains(&format!("href=\"{}\"", acme.at(page))), opens, "{page}: {list}");
                }
            }
        }
        // Of two places one below the other, the nearest is the current one.
        let page = signed_in(&world, manager.account).get(&acme.at("/devices")).await.body;
        let current = |at: &str, name: &str| page.contains(&format!("href=\"{}\" title=\"{name}\" aria-current=\"page\"", acme.at(at)));
        assert!(current("/devices", "Devices") && !current("", "Licenses"), "{page}");
        let stranger = crate::blocks::account(&world, "stranger@example.com", gatehouse_core::Lang::En).await;
        for nobody in [other.owner, stranger] {
            for page in PAGES {
                signed_in(&world, nobody).get(&acme.at(page)).await.expect(StatusCode::NOT_FOUND);
            }
        }
        // A right that was taken a moment ago opens nothing.
        acme.give(&world, manager.member, &[ManageUsers]).await;
        for page in PAGES {
            signed_in(&world, manager.account).get(&acme.at(page)).await.expect(StatusCode::FORBIDDEN);
        }
    }

    /// LIC-24, LIC-15, LIC-13, ALL-2
    async fn the_devices_of_all_licenses_are_one_list_and_their_seats_are_freed_from_it(world: World) {
        let shop = Shop::open(&world).await;
        let acme = TestCompany::found(&world, "Acme").await;
        let other = TestCompany::found(&world, "Other").await;
        let (a, b) = (held(&world, &shop, &acme, 3).await, held(&world, &shop, &acme, 3).await);
        let foreign = held(&world, &shop, &other, 3).await;
        named(&world, &a, 1, "Desk").await;
        named(&world, &foreign, 2, "Elsewhere").await;
        world.advance(40 * DAY);
        let laptop = named(&world, &b, 3, "Laptop").await;
        of_another_product(&world, &shop, &b).await;
        let mut browser = signed_in(&world, acme.owner);
        let all = browser.get(&acme.at("/devices")).await.expect(StatusCode::OK).body;
        assert!(all.contains(">Desk<") && all.contains(">Laptop<") && !all.contains("Elsewhere"), "{all}");
        assert!(all.find(">Laptop<") < all.find(">Desk<"), "seen last, first: {all}");
        for told in [number(&a), number(&b), acme.at(&format!("/{}", a.license)), "Inactive".to_owned()] {
            assert!(all.contains(&told), "{told}: {all}");
        }
        for (query, shown) in [
            ("q=des".to_owned(), [true, false]),
            ("product=beacon".to_owned(), [false, true]),
            ("product=lantern".to_owned(), [true, false]),
            ("state=stale".to_owned(), [true, false]),
            (format!("license={}", b.license), [false, true]),
            (format!("license={}", foreign.license), [false, false]),
            ("size=1".to_owned(), [false, true]),
        ] {
            let page = browser.get(&acme.at(&format!("/devices?{query}"))).await.expect(StatusCode::OK).body;
            assert_eq!([page.contains(">Desk<"), page.contains(">Laptop<")], shown, "{query}: {page}");
        }
        let of_one = browser.get(&acme.at(&format!("/devices?license={}", b.license))).await.body;
        assert!(of_one.contains("id=\"budget\""), "{of_one}");
        let file = browser.get(&acme.at("/devices.csv")).await.expect(StatusCode::OK).body;
        assert!(file.lines().count() == 3 && file.contains("Desk") && !file.contains("Elsewhere"), "{file}");
        let free = acme.at(&format!("/{}/devices/{laptop}/deactivate", b.license));
        assert!(all.contains(&format!("href=\"{free}\"")), "{all}");
        browser.post(&free, &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(stored(&world, &b).await.seats_used, 0);
        let rest = browser.get(&acme.at("/devices")).await.expect(StatusCode::OK).body;
        assert!(rest.contains(">Desk<") && !rest.contains(">Laptop<"), "{rest}");
        let freed = browser.get(&acme.at("/devices?state=freed")).await.expect(StatusCode::OK).body;
        assert!(freed.contains(">Laptop<") && !freed.contains(&free), "{freed}");
        // A license's own page leads to its part of the lists.
        let page = browser.get(&acme.at(&format!("/{}", a.license))).await.expect(StatusCode::OK).body;
        for list in ["/devices", "/usage"] {
            assert!(page.contains(&acme.at(&format!("{list}?license={}", a.license))), "{page}");
        }
        // Their own list has nothing of the company.
        let own = browser.get("/licenses/devices").await.expect(StatusCode::OK).body;
        assert!(!own.contains(">Desk<"), "{own}");
    }

    /// LIC-24, LIC-8
    async fn the_renewal_center_has_all_that_ends_grouped_by_date_with_what_to_do(world: World) {
        let shop = Shop::open(&world).await;
        let acme = TestCompany::found(&world, "Acme").await;
        let other = TestCompany::found(&world, "Other").await;
        let none = signed_in(&world, acme.owner).get(&acme.at("/renewals")).await.expect(StatusCode::OK).body;
        assert!(none.contains("Nothing to renew") && !none.contains("id=\"by-date\""), "{none}");
        let mut sold = Vec::new();
        for days in [-5, 10, 10, 100, 800] {
            let license = held(&world, &shop, &acme, 2).await;
            ends(&world, &license, days).await;
            sold.push(license);
        }
        let [over, soon, automatic, later, last] = sold.as_slice() else { unreachable!() };
        let endless = shop.sell_as(&world, 1, |row| row.months = None).await;
        acme.add_code(&world, &endless.code).await;
        let foreign = held(&world, &shop, &other, 2).await;
        ends(&world, &foreign, 10).await;
        let renewal = auto_renewal::ActiveModel {
            id: Set(world.cx().id()),
            license_id: Set(automatic.license),
            is_on: Set(true),
            renews_at: Set(Some(world.cx().now().plus(10 * DAY))),
            manage_sealed: Set(None),
            told_at: Set(None),
            wish: Set(None),
            state: Set(WishState::None),
            wished_at: Set(None),
            wished_by: Set(None),
            version: Set(1),
        };
        auto_renewal::Entity::insert(renewal).exec_without_returning(world.app.db.writer()).await.unwrap();
        let mut browser = signed_in(&world, acme.owner);
        let page = browser.get(&acme.at("/renewals")).await.expect(StatusCode::OK).body;
        for license in &sold {
            assert!(page.contains(&number(license)), "{page}");
            assert!(page.contains(&acme.at(&format!("/{}/renewal", license.license))), "{page}");
        }
        assert!(!page.contains(&number(&endless)) && !page.contains(&number(&foreign)), "{page}");
        assert!(page.contains("2 licenses expire within 30 days") && page.contains(&acme.at("/renewals?status=expiring")), "{page}");
        let groups = page.split("id=\"by-date\"").nth(1).unwrap().split("</section>").next().unwrap();
        for told in ["Expired", "Later", "expired licenses can", "Renew now, or add a reserve", "Nothing yet"] {
            assert!(groups.contains(told), "{told}: {groups}");
        }
        assert_eq!(groups.matches("<tr").count(), 5, "a head, what has ended, two months, what ends later: {groups}");
        let numbers = async |query: &str| {
            let file = signed_in(&world, acme.owner).get(&acme.at(&format!("/renewals.csv?{query}"))).await;
            file.expect(StatusCode::OK).body
        };
        let all = [over, soon, automatic, later, last];
        for (query, expected) in [
            (String::new(), [true; 5]),
            ("status=expired".to_owned(), [true, false, false, false, false]),
            ("status=expiring".to_owned(), [false, true, true, false, false]),
            (format!("from={}&until={}", day(&world, 90), day(&world, 110)), [false, false, false, true, false]),
            (format!("from={}", day(&world, 700)), [false, false, false, false, true]),
            ("product=lantern".to_owned(), [true; 5]),
        ] {
            let file = numbers(&query).await;
            assert_eq!(all.map(|license| file.contains(&number(license))), expected, "{query}: {file}");
        }
        // What has ended stands last where the soonest comes first, as in an account.
        let file = numbers("").await;
        let place = |sold: &Sold| file.find(&number(sold)).unwrap();
        assert!(place(soon) < place(later) && place(later) < place(last) && place(last) < place(over), "{file}");
    }

    /// LIC-24, LIC-15
    async fn usage_adds_up_the_seats_of_all_licenses_by_product_and_day(world: World) {
        let shop = Shop::open(&world).await;
        let acme = TestCompany::found(&world, "Acme").await;
        let other = TestCompany::found(&world, "Other").await;
        let nothing = signed_in(&world, acme.owner).get(&acme.at("/usage")).await.expect(StatusCode::OK).body;
        assert!(nothing.contains("No days yet") && !nothing.contains("id=\"products\""), "{nothing}");
        let (a, b) = (held(&world, &shop, &acme, 5).await, held(&world, &shop, &acme, 3).await);
        let (gone, foreign) = (held(&world, &shop, &acme, 7).await, held(&world, &shop, &other, 9).await);
        activate(&world, &a.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        activate(&world, &foreign.code, &device(2, 0)).await.expect(StatusCode::CREATED);
        ends(&world, &gone, -1).await;
        world.advance(DAY);
        for n in [3, 4] {
            activate(&world, &a.code, &device(n, 0)).await.expect(StatusCode::CREATED);
        }
        activate(&world, &b.code, &device(5, 0)).await.expect(StatusCode::CREATED);
        of_another_product(&world, &shop, &b).await;
        world.advance(2 * DAY);
        written(&world).await;
        let mut browser = signed_in(&world, acme.owner);
        let page = browser.get(&acme.at("/usage")).await.expect(StatusCode::OK).body;
        assert!(page.contains("<svg") && page.contains("At most 4 of 8 seats at once"), "{page}");
        let products = page.split("id=\"products\"").nth(1).unwrap().split("</section>").next().unwrap();
        for told in ["Beacon", "Lantern", "3 of 5", "1 of 3", "60 %", "33 %"] {
            assert!(products.contains(told), "{told}: {products}");
        }
        let file = browser.get(&acme.at("/usage.csv?columns=day,used,seats&sort=day")).await.expect(StatusCode::OK).body;
        let told: Vec<(&str, &str)> = file.lines().skip(1).map(|line| {
            let mut cells = line.rsplit(',');
            let seats = cells.next().unwrap();
            (cells.next().unwrap(), seats)
        }).collect();
        assert_eq!(told, [("1", "8"), ("4", "8"), ("4", "8"), ("4", "8")], "{file}");
        for (query, total) in [
            ("product=beacon".to_owned(), Some("At most 1 of 3 seats")),
            ("product=lantern".to_owned(), Some("At most 3 of 5 seats")),
            (format!("license={}", a.license), Some("At most 3 of 5 seats")),
            (format!("license={}", foreign.license), None),
            (format!("from={}", day(&world, 1)), None),
        ] {
            let page = browser.get(&acme.at(&format!("/usage?{query}"))).await.expect(StatusCode::OK).body;
            match total {
                Some(total) => assert!(page.contains(total), "{query}: {page}"),
                None => assert!(!page.contains("<rect class=\"bar\""), "{query}: {page}"),
            }
        }
        // Days before the company had a license are nothing of its own.
        let late = shop.sell(&world, 4).await;
        for n in [6, 7] {
            activate(&world, &late.code, &device(n, 0)).await.expect(StatusCode::CREATED);
        }
        world.advance(5 * DAY);
        written(&world).await;
        acme.add_code(&world, &late.code).await;
        let of_late = browser.get(&acme.at(&format!("/usage.csv?license={}", late.license))).await.expect(StatusCode::OK).body;
        assert_eq!(of_late.lines().count(), 2, "today alone: {of_late}");
    }

    /// LIC-24, ACC-1
    async fn the_pages_of_all_licenses_are_there_in_each_language(world: World) {
        let shop = Shop::open(&world).await;
        let acme = TestCompany::found(&world, "Acme").await;
        let sold = held(&world, &shop, &acme, 5).await;
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        for (tag, titles) in [
            ("en", ["Which devices use the company", "What to do", "Seats by product"]),
            ("ja", ["会社のライセンスを使用しているデバイス", "すべきこと", "製品ごとの台数"]),
            ("ru", ["Какие устройства используют лицензии компании", "Что сделать", "Устройства по продуктам"]),
        ] {
            let mut browser = signed_in(&world, acme.owner);
            browser.set_cookie("gh_lang", tag);
            for (page, title) in ["/devices", "/renewals", "/usage"].into_iter().zip(titles) {
                let body = browser.get(&acme.at(page)).await.expect(StatusCode::OK).body.replace('\u{a0}', " ");
                assert!(body.contains(title), "{tag} {page}: {body}");
            }
        }
    }
}
