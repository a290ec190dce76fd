//! The customer's license pages (LIC-4, LIC-5, LIC-6, LIC-7, LIC-13, LIC-17).

use crate::people::{proven, signed_in};
use crate::shop::{Shop, Sold, activate, device, log, stored, text};
use axum::http::{Method, StatusCode};
use gatehouse_accounts::signals::AccountDeleted;
use gatehouse_context::Event;
use gatehouse_core::{DAY, Moment, Role, Uuid};
use gatehouse_db::sea_orm::entity::prelude::*;
use gatehouse_db::{Direction, PageRequest, Sorting};
use gatehouse_formats::{ActivationCode, CodeError};
use gatehouse_licenses::actions::block::{Block, block};
use gatehouse_licenses::queries::customer_licenses::{Filter, SortBy, page};
use gatehouse_licenses::tables::{activation, license_holder};
use gatehouse_testkit::{Answer, World, both_engines};
use gatehouse_web::history;

const ADA: Uuid = Uuid::from_u128(0xADA);
const BOB: Uuid = Uuid::from_u128(0xB0B);

pub async fn add(world: &World, account: Uuid, code: &str) -> Answer {
    signed_in(world, account).post("/licenses/add", &[("code", code)]).await
}

/// The code with one wrong character, of which the check knows the place.
fn mistyped(code: &str) -> (String, u8, char) {
    for (place, right) in code.char_indices().filter(|(_, c)| *c != '-').skip(1) {
        for wrong in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().filter(|c| *c != right) {
            let mut typed = code.to_owned();
            typed.replace_range(place..=place, &wrong.to_string());
            if let Err(CodeError::Check { position: Some(position), .. }) = ActivationCode::parse(&typed) {
                return (typed, position, right);
            }
        }
    }
    panic!("no single error of {code} is located");
}

both_engines! {
    /// LIC-2, LIC-5, LIC-6, LIC-7
    async fn a_code_is_mistyped_then_added_then_seen_then_removed_and_added_by_the_next_owner(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let mut ada = signed_in(&world, ADA);
        let empty = ada.get("/licenses").await.expect(StatusCode::OK);
        assert!(empty.body.contains("No licenses yet"));
        assert_eq!(empty.body.matches("href=\"/licenses/add\"").count(), 1, "one way on");
        assert!(!empty.body.contains("role=\"search\""), "there is nothing to filter");
        ada.get("/licenses/add").await.expect(StatusCode::OK);
        let (typed, position, right) = mistyped(&sold.code);
        let wrong = ada.post("/licenses/add", &[("code", &typed)]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let group = ["first", "second", "third", "fourth"][usize::from((position - 1) / 5)];
        let place = ["first", "second", "third", "fourth", "last"][usize::from((position - 1) % 5)];
        assert!(wrong.body.contains(&format!("the {place} character of the {group} group")), "{}", wrong.body);
        assert!(wrong.body.contains(&format!("“{right}”")), "the hint says what would fit");
        assert_eq!(wrong.input("code").as_deref(), Some(typed.as_str()), "what was typed is kept");
        assert_eq!(license_holder::Entity::find().count(world.cx().read()).await.unwrap(), 0);

        let spaced = sold.code.to_lowercase().replace('-', " ");
        let added = ada.post("/licenses/add", &[("code", &spaced)]).await.expect(StatusCode::SEE_OTHER);
        let path = format!("/licenses/{}", sold.license);
        assert_eq!(added.location(), path);
        let detail = ada.get(&path).await.expect(StatusCode::OK);
        for seen in ["Lantern was added", "Home", "ORD-1", "Corner Shop", "scan in English", "lantern.exe", "Next: activate"] {
            assert!(detail.body.contains(seen), "{seen}: {}", detail.body);
        }
        let list = ada.get("/licenses?sort=product").await.expect(StatusCode::OK);
        let masked = ActivationCode::parse(&sold.code).unwrap().masked();
        assert!(list.body.contains(&masked));
        assert!(!list.body.contains(&sold.code) && !detail.body.contains(&sold.code), "the whole code is in no page");
        assert!(list.body.contains(&format!("{}-{}", &sold.number[..5], &sold.number[5..])));
        let twice = add(&world, ADA, &sold.code).await.expect(StatusCode::CONFLICT);
        assert_eq!(twice.body.matches("already in your account").count(), 1, "said once: {}", twice.body);
        assert!(twice.body.contains(&format!("<a href=\"{path}\">Open license</a>")), "{}", twice.body);
        let full = add(&world, BOB, &sold.code).await.expect(StatusCode::CONFLICT);
        assert!(full.body.contains("already in another account"));
        let remove = format!("{path}/remove");
        let asked = ada.get(&remove).await.expect(StatusCode::OK);
        assert!(asked.body.contains("I understand"));
        let unticked = ada.post(&remove, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unticked.body.contains("Check the box"));
        let removed = ada.post(&remove, &[("confirm", "true")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(removed.location(), "/licenses");
        ada.get(&path).await.expect(StatusCode::NOT_FOUND);
        add(&world, BOB, &sold.code).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(log(&world, sold.license, "license.added").await, 2);
        assert_eq!(log(&world, sold.license, "license.removed").await, 1);
    }

    /// LIC-5
    async fn a_code_for_n_devices_can_be_added_to_n_accounts(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 3).await;
        let tries = (1..=8_u128).map(|n| {
            let (world, code) = (&world, sold.code.clone());
            async move { add(world, Uuid::from_u128(n), &code).await.status }
        });
        let answers = futures::future::join_all(tries).await;
        let added = answers.iter().filter(|status| **status == StatusCode::SEE_OTHER).count();
        assert_eq!(added, 3, "{answers:?}");
        assert_eq!(license_holder::Entity::find().count(world.cx().read()).await.unwrap(), 3);
    }

    /// LIC-5, LIC-20
    async fn an_expired_or_blocked_code_is_refused_with_the_reason_and_a_pending_one_is_added(world: World) {
        let shop = Shop::open(&world).await;
        let now = world.cx().now();
        let expired = shop.sell_as(&world, 1, |l| (l.first_activated_at, l.ends_at) = (Some(Moment(1)), Some(now.plus(-DAY)))).await;
        let answer = add(&world, ADA, &expired.code).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("expired on 20 Nov 2026"), "{}", answer.body);
        let blocked = shop.sell(&world, 1).await;
        let input = Block { license: blocked.license, reason: "payment_dispute".into(), ..Block::default() };
        block(&world.cx_staff(&[Role::Licensing]), &input).await.unwrap();
        let noted = shop.sell(&world, 1).await;
        shop.give(&world, &noted, BOB).await;
        let input = Block { license: noted.license, reason: "over_use".into(), note: "Call us.".into(), ..Block::default() };
        block(&world.cx_staff(&[Role::Licensing]), &input).await.unwrap();
        let page = signed_in(&world, BOB).get(&format!("/licenses/{}", noted.license)).await.expect(StatusCode::OK);
        assert!(page.body.contains("<p>Our licensing team writes: Call us.</p>"), "{}", page.body);
        let why = gatehouse_licenses::model::license::BlockReason::PaymentDispute.why(gatehouse_core::Lang::En);
        let why = why.split('\'').next().unwrap();
        let answer = add(&world, BOB, &blocked.code).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("This license is blocked."), "{}", answer.body);
        assert!(!answer.body.contains(why), "the reason is the holders' affair");
        shop.give(&world, &blocked, ADA).await;
        let answer = add(&world, ADA, &blocked.code).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains(why), "{}", answer.body);
        let pending = shop.sell_as(&world, 1, |l| l.awaiting_verification = true).await;
        let added = add(&world, ADA, &pending.code).await.expect(StatusCode::SEE_OTHER);
        let detail = signed_in(&world, ADA).get(&added.location()).await.expect(StatusCode::OK);
        assert!(detail.body.contains("Awaiting verification"));
    }

    /// LIC-3, LIC-17
    async fn a_code_that_nobody_used_in_time_says_so_and_not_that_its_license_ended(world: World) {
        let shop = Shop::open(&world).await;
        let passed = world.cx().now().plus(-DAY);
        let missed = shop.sell_as(&world, 1, |l| l.activate_by = Some(passed)).await;
        let ended = shop.sell_as(&world, 1, |l| (l.first_activated_at, l.ends_at, l.activate_by) = (Some(Moment(1)), Some(passed), Some(passed))).await;
        for (sold, is_missed) in [(&missed, true), (&ended, false)] {
            shop.give(&world, sold, ADA).await;
            let page = signed_in(&world, ADA).get(&format!("/licenses/{}", sold.license)).await.expect(StatusCode::OK);
            for seen in ["The code wasn’t used in time", "This code had to be activated by 20 Nov 2026."] {
                assert_eq!(page.body.contains(seen), is_missed, "{seen}: {}", page.body);
            }
            assert_eq!(page.body.contains("Your license has expired"), !is_missed, "{}", page.body);
            assert!(!page.body.contains("Starts at activation"), "nothing starts any more");
        }
        let fresh = shop.sell(&world, 1).await;
        shop.give(&world, &fresh, ADA).await;
        for path in ["/licenses".to_owned(), format!("/licenses/{}", fresh.license)] {
            let page = signed_in(&world, ADA).get(&path).await.expect(StatusCode::OK);
            assert_eq!(page.body.matches("Starts at activation").count(), 1, "{}", page.body);
        }
    }

    /// LIC-6, LIC-17, ALL-2
    async fn the_list_filters_sorts_and_pages_without_losing_or_repeating_a_license(world: World) {
        let shop = Shop::open(&world).await;
        let now = world.cx().now();
        let mut all: Vec<Sold> = Vec::new();
        for n in 0..123_i64 {
            let sold = shop
                .sell_as(&world, 2, |l| match n % 4 {
                    0 => (l.first_activated_at, l.ends_at) = (Some(Moment(1)), Some(now.plus((n / 8 + 1) * DAY))),
                    1 => (l.first_activated_at, l.ends_at) = (Some(Moment(1)), Some(now.plus(-DAY))),
                    2 => l.blocked_at = Some(Moment(1)),
                    _ => {}
                })
                .await;
            shop.give(&world, &sold, ADA).await;
            world.advance(1000);
            all.push(sold);
        }
        let (cx, up, down) = (world.cx_of(ADA), Direction::Ascending, Direction::Descending);
        for (column, direction) in [SortBy::Ends, SortBy::Product, SortBy::Added].into_iter().flat_map(|by| [(by, up), (by, down)]) {
            let (filter, sort) = (Filter::default(), Sorting { column, direction });
            let mut seen: Vec<Uuid> = Vec::new();
            let list = || gatehouse_db::ListKey::new(&cx.app.keys, "licenses");
            let mut request = PageRequest::open(list(), None, None, 50).unwrap();
            let mut last_page;
            loop {
                let rows = page(&cx, ADA, &filter, sort, &request).await.unwrap();
                seen.extend(rows.items.iter().map(|item| item.license.id));
                last_page = rows.previous.clone();
                match rows.next {
                    Some(next) => request = PageRequest::open(list(), Some(&next), None, 50).unwrap(),
                    None => break,
                }
            }
            assert_eq!(seen.len(), 123, "{sort:?}");
            let distinct: std::collections::HashSet<Uuid> = seen.iter().copied().collect();
            assert_eq!(distinct.len(), 123, "{sort:?}");
            let back = page(&cx, ADA, &filter, sort, &PageRequest::open(list(), None, last_page.as_deref(), 50).unwrap()).await.unwrap();
            let ids: Vec<Uuid> = back.items.iter().map(|item| item.license.id).collect();
            assert_eq!(ids, seen[50..100], "{sort:?}: the page before the last");
            if (column, direction) == (SortBy::Ends, up) {
                let ended = |id: &Uuid| all.iter().position(|sold| sold.license == *id).unwrap() % 4 == 1;
                assert!(!ended(&seen[0]) && seen[92..].iter().all(ended), "what has ended stands last");
            }
            if (column, direction) == (SortBy::Ends, down) {
                let known = |id: &Uuid| all.iter().position(|sold| sold.license == *id).unwrap() % 4 < 2;
                assert!(seen[..62].iter().all(known) && !seen[62..].iter().any(known), "whose end nobody knows stands last");
            }
            if (column, direction) == (SortBy::Added, down) {
                assert_eq!(seen[0], all[122].license);
            }
        }
        let mut ada = signed_in(&world, ADA);
        let first = ada.get("/licenses").await.expect(StatusCode::OK);
        assert!(first.body.contains("licenses expire within 30 days"));
        assert!(first.body.contains("badge warn\">Expires soon<"), "a license that runs out says so");
        for (query, expected) in [
            ("status=blocked", 31),
            ("status=expired", 31),
            ("status=active", 31),
            ("status=not_activated", 30),
            ("status=awaiting_verification", 0),
            ("product=lantern", 50),
            ("product=torch", 0),
            ("q=LANT", 50),
            ("q=100%25", 0),
            ("q=%27%3B+drop+table+license", 0),
            ("status=nonsense&sort=nonsense&after=nonsense&before=%01", 50),
        ] {
            let answer = ada.get(&format!("/licenses?{query}")).await.expect(StatusCode::OK);
            assert_eq!(answer.body.matches("•••••-•••••").count(), expected, "{query}");
            assert_eq!(answer.body.contains("No matching licenses"), expected == 0, "{query}");
        }
        let code = &all[7].code;
        let stripped = ada.get(&format!("/licenses?product=lantern&q={code}")).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(stripped.location(), "/licenses?product=lantern", "a code does not stay in an address");
        let found = ada.post("/licenses", &[("q", code)]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(found.location(), format!("/licenses/{}", all[7].license));
        let none = ada.post("/licenses", &[("q", &mistyped(code).0)]).await.expect(StatusCode::OK);
        assert!(none.body.contains("No matching licenses"));
        let listed = ada.post("/licenses", &[("q", "LANT"), ("status", "blocked")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(listed.location(), "/licenses?q=LANT&status=blocked");
        let long_name = ada.post("/licenses", &[("q", "Lantern Ultimate 2026")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(long_name.location(), "/licenses?q=Lantern%20Ultimate%202026", "no code has a U");
        ada.get("/licenses?product=%01").await.expect(StatusCode::OK);
        ada.get("/licenses?product=%00").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        for search in [&all[7].number, &all[7].code[18..].to_owned()] {
            let answer = ada.get(&format!("/licenses?q={search}")).await.expect(StatusCode::OK);
            assert_eq!(answer.body.matches("•••••-•••••").count(), 1, "{search}");
            assert!(answer.body.contains(&all[7].license.to_string()));
        }
        for lang in ["ja", "ru"] {
            let answer = signed_in(&world, ADA).get(&format!("/licenses?lang={lang}")).await.expect(StatusCode::OK);
            assert!(!answer.body.contains("License number"));
        }
    }

    /// LIC-6, LIC-13
    async fn the_owner_frees_a_seat_of_a_device_that_is_gone(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        add(&world, ADA, &sold.code).await.expect(StatusCode::SEE_OTHER);
        let taken = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        let mut ada = signed_in(&world, ADA);
        let path = format!("/licenses/{}", sold.license);
        let detail = ada.get(&path).await.expect(StatusCode::OK);
        assert!(detail.body.contains("Ada&#39;s laptop") && detail.body.contains("All seats are in use"), "{}", detail.body);
        assert!(detail.body.contains("License activated on “Ada&#39;s laptop”"));
        let free = format!("{path}/devices/{}/deactivate", text(&taken, "activation"));
        let asked = ada.get(&free).await.expect(StatusCode::OK);
        assert!(asked.body.contains("frees its seat"));
        assert_eq!(stored(&world, &sold).await.seats_used, 1, "a look changes nothing");
        let done = ada.post(&free, &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(done.location(), path);
        assert_eq!(stored(&world, &sold).await.seats_used, 0);
        ada.post(&free, &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(stored(&world, &sold).await.seats_used, 0);
        ada.get(&free).await.expect(StatusCode::NOT_FOUND);
        activate(&world, &sold.code, &device(2, 0)).await.expect(StatusCode::CREATED);
    }

    /// LIC-6, LIC-7, LIC-13
    async fn a_strangers_license_is_not_found_on_any_route(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 2).await;
        add(&world, ADA, &sold.code).await.expect(StatusCode::SEE_OTHER);
        let own = shop.sell(&world, 2).await;
        add(&world, BOB, &own.code).await.expect(StatusCode::SEE_OTHER);
        let taken = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        let (license, seat) = (sold.license, text(&taken, "activation"));
        let routes = [
            format!("/licenses/{license}"),
            format!("/licenses/{license}/code"),
            format!("/licenses/{license}/remove"),
            format!("/licenses/{license}/devices/{seat}/deactivate"),
            format!("/licenses/{}/devices/{seat}/deactivate", own.license),
            format!("/licenses/{}", Uuid::nil()),
            "/licenses/not-an-id".to_owned(),
            "/licenses/not-an-id/remove".to_owned(),
        ];
        for route in &routes {
            proven(&world, BOB).get(route).await.expect(StatusCode::NOT_FOUND);
            let posted = proven(&world, BOB).post(route, &[("confirm", "true")]).await;
            assert!(matches!(posted.status, StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED), "{route} {}", posted.status);
            let signed_out = world.browser().get(route).await;
            assert_ne!(signed_out.status, StatusCode::OK, "{route}");
        }
        assert_eq!(stored(&world, &sold).await.seats_used, 1);
        assert_eq!(license_holder::Entity::find().count(world.cx().read()).await.unwrap(), 2);
        let cross = signed_in(&world, ADA).header("sec-fetch-site", "cross-site").header("origin", "https://evil.example");
        let mut cross = cross;
        let answer = cross.send(Method::POST, &format!("/licenses/{license}/remove"), Some("application/x-www-form-urlencoded"), b"confirm=true".to_vec()).await;
        answer.expect(StatusCode::FORBIDDEN);
    }

    /// LIC-6
    async fn what_other_holders_did_hides_nothing_of_ones_own_history(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 2).await;
        add(&world, ADA, &sold.code).await.expect(StatusCode::SEE_OTHER);
        world.advance(DAY);
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        for _ in 0..120 {
            let line = Event::plain("license.code_shown", "license").about(sold.license).of_account(BOB);
            cx.audit(&tx, line).await.unwrap();
        }
        tx.commit().await.unwrap();
        let history = history::for_holder(&cx, sold.license, ADA).await.unwrap();
        assert_eq!(history.len(), 1, "that it was added");
    }

    /// LIC-7, ACC-17
    async fn when_the_account_goes_the_license_stays_and_forgets_whose_devices_they_were(world: World) {
        let shop = Shop::open(&world).await;
        let (sold, shared) = (shop.sell(&world, 1).await, shop.sell(&world, 2).await);
        for account in [ADA, BOB] {
            add(&world, account, &shared.code).await.expect(StatusCode::SEE_OTHER);
        }
        add(&world, ADA, &sold.code).await.expect(StatusCode::SEE_OTHER);
        for license in [&sold, &shared] {
            activate(&world, &license.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        }
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        cx.raise(&tx, AccountDeleted { account: ADA }).await.unwrap();
        tx.commit().await.unwrap();
        let named = async |license: Uuid| {
            let seats = activation::Entity::find().filter(activation::Column::LicenseId.eq(license));
            seats.one(world.cx().read()).await.unwrap().unwrap().device_name_sealed.is_some()
        };
        assert!(!named(sold.license).await, "nobody has it: the device's name is gone");
        assert!(named(shared.license).await, "Bob still has it");
        assert_eq!(stored(&world, &sold).await.seats_used, 1);
        add(&world, BOB, &sold.code).await.expect(StatusCode::SEE_OTHER);
    }

    /// ALL-9, LIC-5
    async fn hostile_codes_are_refused_at_the_field_in_three_languages(world: World) {
        for code in ["", " ", "abc", "' or 1=1 --", "<script>alert(1)</script>", "\u{1}", "🔑", &"x".repeat(50_000)] {
            let mut texts = Vec::new();
            for lang in ["en", "ja", "ru"] {
                let mut ada = signed_in(&world, ADA);
                let answer = ada.post(&format!("/licenses/add?lang={lang}"), &[("code", code)]).await;
                let answer = answer.expect(StatusCode::UNPROCESSABLE_ENTITY);
                assert!(answer.body.contains("e-code"), "the error stands at the field");
                assert!(!answer.body.contains("<script>alert"));
                texts.push(answer.body);
            }
            assert_ne!(texts[0], texts[1]);
        }
        let mut ada = signed_in(&world, ADA);
        ada.post("/licenses/add", &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(license_holder::Entity::find().count(world.cx().read()).await.unwrap(), 0);
    }
}
