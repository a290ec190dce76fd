use crate::{KIND, add, add_for, id};
use gatehouse_context::Cx;
use gatehouse_search::{Best, Mark, Query, Sought, best};
use gatehouse_testkit::both_engines;

async fn suggested(cx: &Cx, words: &str) -> Vec<Best> {
    let query = Query::widened(words);
    let sought = Sought { kind: KIND, readers: &[Mark::staff()], all_of: &[], query: &query };
    best(cx, cx.read(), &sought, 3).await.unwrap()
}

both_engines! {
    /// SUP-18
    async fn the_text_that_fits_best_comes_first(world: World) {
        let cx = &world.cx();
        add(cx, 1, "Renew a license", "How a license is renewed before it ends.").await;
        add(cx, 2, "Move a license to another computer", "Deactivate the old device first, then activate the new one.").await;
        add(cx, 3, "Install without a network", "A license file is carried by hand.").await;
        add(cx, 4, "オフラインで認証する", "ネットワークのないコンピューター").await;
        let hits = suggested(cx, "my new computer needs the license moved").await;
        assert_eq!(hits[0].hit.about_id, id(2), "{hits:?}");
        assert!(hits.len() == 3 && hits[0].share > hits[1].share, "{hits:?}");
        assert_eq!(suggested(cx, "オフライン認証").await[0].hit.about_id, id(4));
        assert!(suggested(cx, "zebra").await.is_empty());
    }

    /// SUP-18
    async fn a_synonym_of_another_language_finds_it(world: World) {
        let cx = &world.cx();
        add(cx, 1, "", "It does not work on iOS").await;
        assert_eq!(suggested(cx, "айфон").await[0].hit.about_id, id(1));
    }

    /// SUP-18
    async fn nothing_of_others_is_suggested(world: World) {
        let cx = &world.cx();
        add_for(cx, 1, &[Mark::company(id(9))], "Renew a license", "").await;
        assert!(suggested(cx, "renew license").await.is_empty());
    }
}
