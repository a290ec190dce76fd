use gatehouse_context::Cx;
use gatehouse_core::{DAY, MINUTE, SECOND, SystemRandom};
use gatehouse_guard::attempts::{self, Attempts};
use gatehouse_guard::counters::{self, Counter, Rule};
use gatehouse_guard::sign_in::Realm;
use gatehouse_guard::tables::counter;
use gatehouse_seal::Lookups;
use gatehouse_testkit::{World, both_engines};
use sea_orm::EntityTrait as _;
use std::net::Ipv6Addr;

const PROBE: Realm = Realm {
    here: "probe.here",
    address: "probe.address",
    network: "probe.network",
    browser: "probe.browser",
    proof: "probe.proof",
    stop: None,
};

/// As modules look an address up.
fn address(cx: &Cx, name: &str) -> Lookups {
    cx.app.keys.lookups("probe.email", name.as_bytes())
}

fn from(world: &World, network: String) -> Cx {
    Cx { network: Some(network), ..world.cx() }
}

/// A wrong password, or how long to wait.
async fn fail(cx: &Cx, name: &str) -> Result<bool, u32> {
    let guards = PROBE.sign_in(cx, &address(cx, name), None);
    let entered = attempts::admit(cx, guards).await.unwrap().map_err(|wait| wait.after)?;
    let tx = cx.begin().await.unwrap();
    entered.failed(cx, &tx).await.unwrap();
    tx.commit().await.unwrap();
    Ok(entered.asks_human)
}

async fn rows(world: &World) -> usize {
    let all = counter::Entity::find().all(world.app.db.reader()).await.unwrap();
    all.len()
}

async fn count(cx: &Cx, counter: &Counter) -> i64 {
    let tx = cx.begin().await.unwrap();
    let counts = counters::add(cx, &tx, std::slice::from_ref(counter)).await.unwrap();
    tx.commit().await.unwrap();
    counts[0]
}

async fn take(cx: &Cx, counter: &Counter) -> Result<i64, u32> {
    let tx = cx.begin().await.unwrap();
    let taken = counters::take(cx, &tx, counter).await.unwrap();
    tx.commit().await.unwrap();
    taken
}

both_engines! {
    /// ACC-11
    async fn a_site_of_65536_networks_is_slowed_as_one(world: World) {
        let mut let_through = 0;
        for n in 0..900_u16 {
            let network = Ipv6Addr::new(0x2001, 0xdb8, 7, n.wrapping_mul(73), 0, 0, 0, 0);
            let cx = from(&world, format!("{network}/64"));
            let_through += usize::from(fail(&cx, &format!("somebody-{n}")).await.is_ok());
        }
        assert_eq!(let_through, 800, "16 times as many as one network");
        let elsewhere = from(&world, "2001:db8:8:1::/64".to_owned());
        assert_eq!(fail(&elsewhere, "somebody").await, Ok(false));
    }

    /// ACC-11
    async fn an_address_that_is_guessed_from_everywhere_asks_for_the_human_check_and_makes_nobody_wait(world: World) {
        for n in 0..100 {
            let asked = fail(&from(&world, format!("10.{n}.0.1")), "victim").await;
            assert_eq!(asked, Ok(false), "{n}");
        }
        assert_eq!(fail(&from(&world, "192.0.2.1".to_owned()), "victim").await, Ok(true));
    }

    /// ACC-11
    async fn a_clock_that_was_ahead_leaves_nobody_waiting_longer_than_the_rule_says(world: World) {
        let cx = &from(&world, "192.0.2.1".to_owned());
        let right = cx.now();
        let window = Counter::new(cx, "probe.window", b"x", Rule::counted(3 * 60 * MINUTE));
        let codes = Counter::new(cx, "probe.codes", b"x", Rule::codes(3));
        world.clock.set(right.plus(20 * DAY));
        while fail(cx, "clerk").await.is_ok() {}
        for _ in 0..5 {
            count(cx, &window).await;
        }
        for n in 1..=3 {
            assert_eq!(take(cx, &codes).await, Ok(n));
        }
        assert!(take(cx, &codes).await.is_err(), "ahead, the rule holds");
        world.clock.set(right);
        assert_eq!(fail(cx, "clerk").await, Ok(false), "back, nothing of that is believed");
        assert_eq!(count(cx, &window).await, 1, "the window is a new one");
        assert_eq!(take(cx, &codes).await, Ok(1));
        for n in 2..=3 {
            assert_eq!(take(cx, &codes).await, Ok(n), "and it counts again as ever");
        }
        let wait = take(cx, &codes).await.unwrap_err();
        assert_eq!(i64::from(wait), DAY / SECOND);
    }

    /// ACC-11
    async fn clocks_of_nodes_that_lie_some_seconds_apart_count_as_one(world: World) {
        let cx = &from(&world, "192.0.2.1".to_owned());
        let (right, window) = (cx.now(), Counter::new(cx, "probe.window", b"x", Rule::counted(MINUTE)));
        world.clock.set(right.plus(20 * SECOND));
        assert_eq!(count(cx, &window).await, 1);
        world.clock.set(right);
        assert_eq!(count(cx, &window).await, 2);
    }

    /// ACC-11, PRI-13
    async fn what_was_counted_before_a_turn_of_the_pepper_holds_and_is_forgotten_with_the_rest(world: World) {
        let cx = &from(&world, "192.0.2.1".to_owned());
        for _ in 0..10 {
            assert_eq!(fail(cx, "clerk").await, Ok(false));
        }
        assert!(fail(cx, "clerk").await.is_err());
        world.app.keys.rotate_pepper(&SystemRandom).unwrap();
        assert!(fail(cx, "clerk").await.is_err(), "a turn makes no wait shorter");
        world.advance(MINUTE);
        assert_eq!(fail(cx, "clerk").await, Ok(false));
        let (network, clerk) = (PROBE.network(cx), address(cx, "clerk"));
        let here = [PROBE.here(cx, &clerk), PROBE.address(cx, &clerk)];
        let counters: Vec<Counter> = here.into_iter().chain(network).map(|guard| guard.counter).collect();
        assert_eq!(rows(&world).await, 2 * counters.len(), "under each pepper");
        let tx = cx.begin().await.unwrap();
        counters::forget_all(&tx, &counters).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(rows(&world).await, 0);
    }

    /// ACC-11
    async fn a_right_try_takes_only_itself_back(world: World) {
        let (cx, codes) = (&world.cx(), Counter::new(&world.cx(), "probe.codes", b"x", Rule::codes(20)));
        assert_eq!(take(cx, &codes).await, Ok(1));
        assert_eq!(take(cx, &codes).await, Ok(2));
        let tx = cx.begin().await.unwrap();
        counters::give_back(&tx, &codes).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(take(cx, &codes).await, Ok(2));
    }

    /// ACC-11
    async fn tries_of_one_moment_do_not_slip_past_the_count(world: World) {
        let cx = &from(&world, "192.0.2.1".to_owned());
        let (attempts, victim) = (Attempts::default(), address(cx, "victim"));
        let mut entered = Vec::new();
        for _ in 0..40 {
            let one = attempts.admit(cx, PROBE.sign_in(cx, &victim, None)).await.unwrap();
            entered.extend(one.ok());
        }
        assert_eq!(entered.len(), 10);
        drop(entered);
        assert!(attempts.admit(cx, PROBE.sign_in(cx, &victim, None)).await.unwrap().is_ok(), "given up, they count no more");
    }
}
