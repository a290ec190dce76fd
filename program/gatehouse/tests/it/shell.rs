//! The shell in which the modules live: navigation, home pages, the one search of staff, and whose name a page is in.

use crate::console::content;
use crate::modules;
use crate::routes::{clerk, member_in, person, signed_in};
use crate::sample::sample_code;
use axum::http::StatusCode;
use gatehouse_accounts::{Accounts, AccountsConfig, PlainLogins};
use gatehouse_context::audit::{self, AuditFilter};
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Lang, Role, Uuid};
use gatehouse_db::{Migration, PageRequest};
use gatehouse_licenses::actions::add_code::{AddCode, add_code};
use gatehouse_licenses::tables::license;
use gatehouse_testkit::{Browser, World, both_engines, html};
use gatehouse_web::view::Icon;
use gatehouse_web::{Area, Module, NavEntry, Navigation};
use sea_orm::EntityTrait as _;
use std::fmt::Write as _;
use std::time::Duration;

/// A console with 30 places, as it will be with all modules.
struct Thirty;

const PLACES: [&str; 30] = [
    "/staff/x/00",
    "/staff/x/01",
    "/staff/x/02",
    "/staff/x/03",
    "/staff/x/04",
    "/staff/x/05",
    "/staff/x/06",
    "/staff/x/07",
    "/staff/x/08",
    "/staff/x/09",
    "/staff/x/10",
    "/staff/x/11",
    "/staff/x/12",
    "/staff/x/13",
    "/staff/x/14",
    "/staff/x/15",
    "/staff/x/16",
    "/staff/x/17",
    "/staff/x/18",
    "/staff/x/19",
    "/staff/x/20",
    "/staff/x/21",
    "/staff/x/22",
    "/staff/x/23",
    "/staff/x/24",
    "/staff/x/25",
    "/staff/x/26",
    "/staff/x/27",
    "/staff/x/28",
    "/staff/x/29",
];

impl Module for Thirty {
    fn name(&self) -> &'static str {
        "thirty"
    }
    fn migrations(&self) -> Vec<Migration> {
        Vec::new()
    }
    fn inventory(&self) -> Inventory {
        Inventory::default()
    }
    fn navigation(&self, navigation: &mut Navigation) {
        let areas = [Area::Support, Area::Lab, Area::Devices, Area::Outreach, Area::Privacy];
        for (n, place) in PLACES.into_iter().enumerate() {
            let entry = NavEntry::new(|_| "Очень длинное название раздела".into(), place, Icon::Box);
            navigation.staff.push(entry.area(areas[n / 6]).roles(&[Role::Lab]));
        }
    }
}

/// A license's code and its number.
async fn license_of(world: &World, account: Uuid, product: &str) -> (String, Uuid) {
    let code = sample_code(world, product).await;
    let license =
        add_code(&world.cx_of(account), AddCode { code: code.clone().into(), ..AddCode::default() }).await.unwrap();
    (code, license)
}

/// How often the log tells of this.
async fn told(world: &World, kind: &str) -> usize {
    let filter = AuditFilter { kind: Some(kind.to_owned()), ..AuditFilter::default() };
    audit::list(&world.cx(), &filter, &PageRequest::default()).await.unwrap().items.len()
}

async fn find(browser: &mut Browser, text: &str) -> gatehouse_testkit::Answer {
    browser.post("/staff/search", &[("q", text)]).await
}

both_engines! {
    /// ALL-8, LIC-17
    async fn staff_find_by_each_kind_of_key_and_the_log_tells_of_each_look(world: World) {
        let account = person(&world, "holder@example.com").await;
        let (code, license) = license_of(&world, account, "beacon").await;
        let mut clerk = clerk(&world).await;
        let page = format!("/staff/licenses/{license}");
        let row = license::Entity::find_by_id(license).one(world.app.db.reader()).await.unwrap().unwrap();
        let number = row.number;
        let before = told(&world, "license.searched").await;
        for key in [code.as_str(), &code.to_lowercase().replace('-', " "), &code[18..], &number] {
            let found = find(&mut clerk, key).await.expect(StatusCode::SEE_OTHER);
            assert_eq!(found.location(), page, "by {key}: no code stands in an address");
        }
        assert_eq!(told(&world, "license.searched").await, before + 4);
        assert!(find(&mut clerk, "SAMPLE-beaco").await.body.contains("Nothing found"), "an order has its whole number");
        let order = find(&mut clerk, " SAMPLE-beacon ").await.expect(StatusCode::SEE_OTHER);
        assert!(order.location().starts_with("/staff/orders/"), "{}", order.location());
        let member = find(&mut clerk, "clar").await.expect(StatusCode::SEE_OTHER);
        assert!(member.location().starts_with("/staff/members/"), "{}", member.location());
        // An address is a customer's and a license's: both are shown.
        let both = find(&mut clerk, "holder@example.com").await.expect(StatusCode::OK).body;
        assert!(both.contains(&format!("href=\"/staff/accounts/{account}\"")) && both.contains(&format!("href=\"{page}\"")), "{both}");
        assert_eq!(told(&world, "account.searched").await, 1);
        assert!(html::read(&both).links.iter().all(|link| !link.contains("holder")), "an address in an address");
    }

    /// ALL-8, ACC-14
    async fn staff_find_a_customer_by_the_login_where_the_operator_allows_logins(world: World) {
        let mut all = modules();
        let plain_logins = PlainLogins { on: true, question_alone: false };
        all[1] = Box::new(Accounts::new(AccountsConfig { equal_answer: Duration::ZERO, plain_logins }));
        let world = World::new(world.engine, all).await;
        let account = person(&world, "aiko@example.com").await;
        let mut customer = signed_in(&world, "aiko@example.com").await;
        let form = [("login", "Aiko.T"), ("question", "3"), ("answer", "Mrs. Smith"), ("confirm", "true")];
        customer.post("/account/login", &form).await.expect(StatusCode::OK);
        let mut support = member_in(&world, world.browser(), "support@example.com", Role::Support).await;
        let found = find(&mut support, "aiko.t").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(found.location(), format!("/staff/accounts/{account}"));
        assert!(find(&mut support, "aiko").await.body.contains("Nothing found"), "only the whole login finds");
        assert_eq!(told(&world, "account.searched").await, 2);
    }

    /// ALL-8, LIC-2
    async fn what_is_searched_is_what_the_role_may_see_and_stands_in_no_address(world: World) {
        let account = person(&world, "holder@example.com").await;
        let (code, _) = license_of(&world, account, "beacon").await;
        let mut lab = member_in(&world, world.browser(), "lab@example.com", Role::Lab).await;
        for key in [code.as_str(), "holder@example.com", "SAMPLE-beacon", "clara"] {
            let nothing = find(&mut lab, key).await.expect(StatusCode::OK).body;
            assert!(nothing.contains("Nothing found"), "{nothing}");
        }
        assert_eq!(told(&world, "license.searched").await + told(&world, "account.searched").await, 0);
        let mut support = member_in(&world, world.browser(), "support@example.com", Role::Support).await;
        assert!(find(&mut support, &code).await.location().starts_with("/staff/licenses/"));
        assert!(find(&mut support, "clara").await.body.contains("Nothing found"), "the team is the administrators'");
        let in_address = support.get(&format!("/staff/search?q={code}")).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(in_address.location(), "/staff/search", "what stands in an address is not searched, nor kept");
        let mistyped = format!("{}{}", &code[..22], if code.ends_with('2') { '3' } else { '2' });
        let hint = find(&mut support, &mistyped).await.expect(StatusCode::OK).body;
        assert!(hint.contains("typing error"), "{hint}");
        assert_eq!(find(&mut support, "  ").await.location(), "/staff/search");
        assert_eq!(world.browser().post("/staff/search", &[("q", &code)]).await.location().split('?').next(), Some("/staff/sign-in"));
    }

    /// LIC-5, LIC-6
    async fn a_customers_home_shows_the_first_steps_and_then_what_they_have_and_what_needs_them(world: World) {
        let account = person(&world, "new@example.com").await;
        let mut new = signed_in(&world, "new@example.com").await;
        assert_eq!(new.get("/").await.location(), "/home");
        let empty = new.get("/home").await.expect(StatusCode::OK).body;
        assert!(empty.contains("Hello, Test") && empty.contains("Add your code"), "{empty}");
        assert!(!empty.contains("href=\"/downloads\""), "nothing to download without a license");
        license_of(&world, account, "lamp").await;
        let one = new.get("/home").await.expect(StatusCode::OK).body;
        assert!(one.contains("item-card") && one.contains("href=\"/downloads\""), "{one}");
        assert!(one.contains("License added"), "what happened lately: {one}");
        new.get("/downloads").await.expect(StatusCode::OK);

        content(&world).await;
        let mut holder = signed_in(&world, "holder@example.com").await;
        let home = holder.get("/home").await.expect(StatusCode::OK).body;
        assert!(home.contains("lantern is blocked") && !home.contains("Add your code"), "{home}");
        let cards = holder.get("/licenses").await.expect(StatusCode::OK).body;
        assert_eq!(cards.matches("item-card").count(), 2 + usize::from(cards.contains("item-cards")));
        assert!(!cards.contains("<table"), "two licenses need no table");
        assert!(holder.get("/licenses?sort=product").await.expect(StatusCode::OK).body.contains("<table"));
        assert!(holder.get("/licenses?status=expiring").await.expect(StatusCode::OK).body.contains("No matching licenses"));
    }

    /// LIC-6
    async fn more_than_eight_licenses_are_a_table_and_home_counts_them(world: World) {
        let account = person(&world, "many@example.com").await;
        for n in 0..9 {
            license_of(&world, account, &format!("lamp-{n}")).await;
        }
        let mut many = signed_in(&world, "many@example.com").await;
        assert!(many.get("/licenses").await.expect(StatusCode::OK).body.contains("<table"));
        let home = many.get("/home").await.expect(StatusCode::OK).body;
        assert!(home.contains("9 licenses aren") && home.contains("/licenses?status=not_activated"), "{home}");
        assert_eq!(home.matches("<article").count(), 8);
    }

    /// ACC-6
    async fn visitors_see_the_public_front_with_its_ways_in(world: World) {
        let front = world.browser().get("/").await.expect(StatusCode::OK).body;
        for way in ["href=\"/licenses/add\"", "href=\"/licenses\"", "action=\"/sign-in\"", "href=\"/register\""] {
            assert!(front.contains(way), "{way}: {front}");
        }
        assert!(front.contains("<meta name=\"description\"") && !front.contains("/staff"), "{front}");
        let add = world.browser().get("/licenses/add").await;
        assert_eq!(add.location(), "/sign-in?next=/licenses/add");
    }

    /// ALL-8
    async fn without_a_company_its_addresses_are_not_found_and_nothing_tells_of_companies(world: World) {
        assert_eq!(world.browser().get("/c/acme/home").await.location(), "/sign-in?next=/c/acme/home");
        person(&world, "one@example.com").await;
        let mut one = signed_in(&world, "one@example.com").await;
        for address in ["/c/acme/home", "/c/acme", "/c/acme/licenses", "/c//home", "/c/%2e%2e/home"] {
            assert_eq!(one.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
        }
        assert!(!one.get("/home").await.expect(StatusCode::OK).body.contains("/c/"));
    }

    /// ACC-16
    async fn the_accounts_sections_stand_beside_each_of_its_pages_once(world: World) {
        person(&world, "one@example.com").await;
        let mut one = signed_in(&world, "one@example.com").await;
        for place in ["/account", "/account/password", "/account/sessions", "/account/activity", "/account/privacy", "/account/purchases", "/account/delete"] {
            let page = one.get(place).await.expect(StatusCode::OK).body;
            assert_eq!(page.matches("<nav class=\"sections\"").count(), 1, "{place}");
            let (_, list) = page.split_once("<nav class=\"sections\"").unwrap();
            let list = list.split("</nav>").next().unwrap();
            assert_eq!(list.matches("aria-current=\"page\"").count(), 1, "{place}: {list}");
        }
        assert!(!one.get("/home").await.body.contains("class=\"sections\""));
    }

    /// ALL-8
    async fn thirty_places_are_in_groups_for_whom_they_are_and_four_in_the_bar_of_phones(world: World) {
        let mut all = modules();
        all.push(Box::new(Thirty));
        let world = World::new(world.engine, all).await;
        let mut lab = member_in(&world, world.browser(), "lab@example.com", Role::Lab).await;
        let page = lab.get("/staff").await.expect(StatusCode::OK).body;
        let side = part(&page, "<nav class=\"side\"");
        assert!(PLACES.iter().all(|place| side.contains(&format!("href=\"{place}\""))));
        assert!(!side.contains("/staff/licenses") && !side.contains("/staff/members"), "not this role's: {side}");
        assert_eq!(side.matches("<details").count(), 6, "five areas and the settings: {side}");
        assert_eq!(side.matches(" open>").count(), 6);
        let bar = part(&page, "<nav class=\"bottombar\"");
        assert_eq!((bar.matches("<li>").count(), bar.matches("popovertarget=\"side\"").count()), (5, 1), "{bar}");
        lab.set_cookie("gh_folded", "lab.settings");
        assert_eq!(part(&lab.get("/staff").await.body, "<nav class=\"side\"").matches(" open>").count(), 4);
        let audit = lab.get("/staff/audit").await.expect(StatusCode::OK).body;
        assert_eq!(part(&audit, "<nav class=\"side\"").matches(" open>").count(), 5, "the group of this page is open");
        let mut support = member_in(&world, world.browser(), "support@example.com", Role::Support).await;
        assert!(!support.get("/staff").await.body.contains("/staff/x/"));
    }

    /// ALL-8
    async fn staff_arrive_at_what_their_role_has_to_do(world: World) {
        content(&world).await;
        let mut admin = clerk(&world).await;
        let home = admin.get("/staff").await.expect(StatusCode::OK).body;
        for seen in ["Set up your portal", "1 of 5 done", "Licenses issued", "Orders today", "1 job failed", "<svg viewBox"] {
            assert!(home.contains(seen), "{seen}: {home}");
        }
        let issued = home.split("Licenses issued").nth(1).unwrap();
        assert!(issued.contains("2 in 30 days"), "{issued}");
        assert_eq!(part(&home, "id=\"menu-new\"").matches("<a ").count(), 6);
        let mut support = member_in(&world, world.browser(), "support@example.com", Role::Support).await;
        let home = support.get("/staff").await.expect(StatusCode::OK).body;
        assert!(home.contains("Licenses issued") && !home.contains("Set up your portal") && !home.contains("Jobs waiting"));
        assert_eq!(part(&home, "id=\"menu-new\"").matches("<a ").count(), 2, "a request and a contract");
        let mut marketing = member_in(&world, world.browser(), "marketing@example.com", Role::Marketing).await;
        let home = marketing.get("/staff").await.expect(StatusCode::OK).body;
        assert!(!home.contains("id=\"menu-new\""), "who makes nothing has no such menu");
        assert!(home.contains("Nothing is waiting for you"), "{home}");
        let mut lab = member_in(&world, world.browser(), "lab@example.com", Role::Lab).await;
        let home = lab.get("/staff").await.expect(StatusCode::OK).body;
        assert!(home.contains("Requests awaiting support") && !home.contains("Licenses issued"), "{home}");
    }

    /// ALL-1
    async fn the_home_pages_speak_the_readers_language(world: World) {
        content(&world).await;
        let mut told = String::new();
        for lang in Lang::ALL {
            let mut holder = signed_in(&world, "holder@example.com").await;
            let page = holder.get(&format!("/home?lang={}", lang.tag())).await.expect(StatusCode::OK).body;
            let seen = html::read(&page);
            assert_eq!((seen.lang.as_str(), seen.first_headings), (lang.tag(), 1));
            write!(told, "{}", seen.texts.join("|")).unwrap();
        }
        for words in ["Your products", "お持ちの製品", "Ваши продукты"] {
            assert!(told.contains(words), "{words}");
        }
    }
}

/// What begins so, up to the end of the navigation or menu.
fn part<'a>(page: &'a str, beginning: &str) -> &'a str {
    let (_, rest) = page.split_once(beginning).unwrap_or_else(|| panic!("no {beginning} in {page}"));
    let end = if beginning.starts_with("<nav") { "</nav>" } else { "</div>" };
    rest.split(end).next().unwrap()
}
