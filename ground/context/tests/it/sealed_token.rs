//! Notes that travel through a browser or a mail.

use gatehouse_context::sealed_token;
use gatehouse_core::{DAY, HOUR, SECOND};
use gatehouse_testkit::both_engines;

both_engines! {
    /// PRI-13
    async fn a_token_that_would_live_longer_than_its_kind_was_sealed_by_a_clock_that_was_ahead(world: World) {
        let cx = world.cx();
        let honest = sealed_token::seal(&cx, "test", cx.now().plus(HOUR), b"text").unwrap();
        let far = sealed_token::seal(&cx, "test", cx.now().plus(20 * DAY + HOUR), b"text").unwrap();
        assert_eq!(sealed_token::open(&cx, "test", HOUR, &honest).as_deref(), Some(&b"text"[..]));
        assert!(sealed_token::open(&cx, "test", HOUR, &far).is_none());
        assert!(sealed_token::open(&cx, "other", HOUR, &honest).is_none());
        world.advance(HOUR + SECOND);
        assert!(sealed_token::open(&cx, "test", HOUR, &honest).is_none(), "it is over");
    }
}
