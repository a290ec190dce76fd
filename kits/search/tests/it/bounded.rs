use crate::{KIND, id};
use gatehouse_context::Cx;
use gatehouse_core::Uuid;
use gatehouse_search::{Best, Mark, Query, Sought, Text, best, put};
use gatehouse_testkit::both_engines;

/// Texts that all have the common words; 200 are looked at.
const TEXTS: u128 = 3_000;

async fn fill(cx: &Cx) {
    let tx = cx.begin().await.unwrap();
    let marks = [Mark::staff()];
    for number in 1..=TEXTS {
        let title = match number {
            7 => "Device license",
            9 => "License of a printer",
            _ => "Other things",
        };
        let body = match number {
            3 => "license device network zanzibar",
            5 => "license device network zanzibar zanzibar",
            _ => "license device network",
        };
        let text = Text { kind: KIND, about: id(number), part: "", subject: id(1), marks: &marks, title, body };
        put(cx, &tx, &text).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn sought(cx: &Cx, words: &str, most: usize) -> Vec<Best> {
    let query = Query::widened(words);
    let sought = Sought { kind: KIND, readers: &[Mark::staff()], all_of: &[], query: &query };
    best(cx, cx.read(), &sought, most).await.unwrap()
}

async fn ids(cx: &Cx, words: &str, most: usize) -> Vec<Uuid> {
    sought(cx, words, most).await.into_iter().map(|best| best.hit.about_id).collect()
}

both_engines! {
    /// SUP-18
    async fn among_texts_that_all_have_the_words_rare_ones_and_titles_are_found(world: World) {
        let cx = &world.cx();
        fill(cx).await;
        let rare = ids(cx, "license device network zanzibar", 2).await;
        assert_eq!(rare, [5, 3].map(id), "the oldest of all, by a rare word");
        assert_eq!(ids(cx, "zanzibar", 5).await, [5, 3].map(id));
        assert_eq!(ids(cx, "device license", 2).await, [7, 9].map(id), "titles first, the one with both words before");
        let newest = [TEXTS, TEXTS - 1, TEXTS - 2].map(id);
        assert_eq!(ids(cx, "network", 3).await, newest, "one order on both engines");
        assert_eq!(sought(cx, "license device network", 10_000).await.len(), 200);
        assert_eq!(sought(cx, "license", 4).await.len(), 4);
    }
}
