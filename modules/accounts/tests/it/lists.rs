//! The lists of an account: their filters, their order and their files (ALL-2).

use super::*;
use axum::http::StatusCode;
use gatehouse_core::DAY;
use gatehouse_testkit::both_engines;

fn table(file: &str) -> Vec<&str> {
    file.trim_start_matches('\u{feff}').lines().collect()
}

both_engines! {
    /// ALL-2, ALL-3, ACC-10
    async fn one_saves_ones_own_sessions_and_activity_and_nobody_elses(world: World) {
        customer(&world, "aiko@example.com").await;
        customer(&world, "boris@example.com").await;
        signed_in(&world, "boris@example.com").await;
        let firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let mut other = world.browser().header("user-agent", firefox);
        sign_in(&mut other, "aiko@example.com", PASSWORD).await.expect(StatusCode::SEE_OTHER);
        let mut browser = signed_in(&world, "aiko@example.com").await;
        let all = browser.get("/account/sessions.csv").await.expect(StatusCode::OK).body;
        assert_eq!(table(&all).len(), 3, "{all}");
        let found = browser.get("/account/sessions.csv?q=firefox&sort=since").await.expect(StatusCode::OK).body;
        assert!(table(&found).len() == 2 && found.contains("Firefox"), "{found}");
        let page = browser.get("/account/sessions?q=firefox").await.expect(StatusCode::OK).body;
        assert!(page.contains("/account/sessions/end-others") && page.contains("/account/sessions.csv?q=firefox"), "{page}");
        let own = browser.get("/account/activity.csv?group=account&sort=at").await.expect(StatusCode::OK).body;
        assert!(own.contains("Signed in"), "{own}");
        assert_eq!(own.matches("Signed in").count(), 2, "{own}");
        // The files themselves stand in the activity.
        let activity = browser.get("/account/activity").await.expect(StatusCode::OK).body;
        assert_eq!(activity.matches("List saved as a file").count(), 3, "{activity}");
        world.advance(DAY);
        let later = browser.get("/account/activity?from=2026-11-23").await.expect(StatusCode::OK).body;
        assert!(later.contains("No activity yet"), "{later}");
    }
}
