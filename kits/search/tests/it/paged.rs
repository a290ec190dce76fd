use crate::{KIND, add, after, before, first, id, search};
use gatehouse_core::Uuid;
use gatehouse_search::{Found, Mark, Text, put};
use gatehouse_testkit::both_engines;

fn ids(found: &Found) -> Vec<Uuid> {
    found.page.items.iter().map(|hit| hit.about_id).collect()
}

both_engines! {
    /// ALL-2
    async fn a_list_is_newest_first_and_paged_in_both_directions(world: World) {
        let cx = &world.cx();
        for number in 1..=7 {
            add(cx, number, "Printer", if number == 4 { "paper" } else { "toner" }).await;
        }
        // A change keeps the place.
        add(cx, 2, "Printer", "toner again").await;
        let readers = [Mark::staff()];
        let one = search(cx, &readers, "printer toner", &first(cx, 3)).await;
        assert_eq!(ids(&one), [7, 6, 5].map(id));
        assert!(one.page.previous.is_none() && !one.is_part);
        let two = search(cx, &readers, "printer toner", &after(cx, 3, &one.page.next.unwrap())).await;
        assert_eq!(ids(&two), [3, 2, 1].map(id));
        assert!(two.page.next.is_none());
        let back = search(cx, &readers, "printer toner", &before(cx, 3, &two.page.previous.unwrap())).await;
        assert_eq!(ids(&back), [7, 6, 5].map(id));
    }

    /// ALL-2
    async fn a_word_of_very_many_texts_is_paged_like_others(world: World) {
        let cx = &world.cx();
        let tx = cx.begin().await.unwrap();
        let marks = [Mark::staff()];
        for number in 1..=1_050 {
            let text =
                Text { kind: KIND, about: id(number), part: "", subject: id(1), marks: &marks, title: "", body: "toner" };
            put(cx, &tx, &text).await.unwrap();
        }
        tx.commit().await.unwrap();
        let one = search(cx, &marks, "toner", &first(cx, 3)).await;
        assert_eq!(ids(&one), [1_050, 1_049, 1_048].map(id));
        let two = search(cx, &marks, "toner", &after(cx, 3, &one.page.next.unwrap())).await;
        assert_eq!(ids(&two), [1_047, 1_046, 1_045].map(id));
    }

    /// SUP-17
    async fn with_few_hits_for_all_words_any_of_them_will_do_on_every_page(world: World) {
        let cx = &world.cx();
        for number in 1..=5 {
            add(cx, number, "Printer", "").await;
        }
        let readers = [Mark::staff()];
        let one = search(cx, &readers, "printer scanner", &first(cx, 4)).await;
        assert_eq!(ids(&one), [5, 4, 3, 2].map(id));
        assert!(one.is_part);
        let two = search(cx, &readers, "printer scanner", &after(cx, 4, &one.page.next.unwrap())).await;
        assert_eq!(ids(&two), [id(1)]);
        assert!(two.is_part);
        let none = search(cx, &readers, "scanner", &first(cx, 4)).await;
        assert!(none.page.items.is_empty() && !none.is_part);
    }
}
