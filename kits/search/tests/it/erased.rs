use crate::{KIND, add, by_staff, id};
use gatehouse_context::subject;
use gatehouse_search::{Mark, Text, forget, put, table};
use gatehouse_testkit::both_engines;
use sea_orm::{EntityTrait as _, PaginatorTrait as _};

both_engines! {
    /// PRI-3, ACC-17
    async fn texts_go_with_the_key_of_their_subject(world: World) {
        let cx = &world.cx();
        let tx = cx.begin().await.unwrap();
        subject::create(cx, &tx, id(1)).await.unwrap();
        tx.commit().await.unwrap();
        add(cx, 1, "Printer", "toner").await;
        assert_eq!(by_staff(cx, "toner").await, [id(1)]);
        let tx = cx.begin().await.unwrap();
        subject::destroy(cx, &tx, id(1)).await.unwrap();
        tx.commit().await.unwrap();
        assert!(by_staff(cx, "toner").await.is_empty());
        assert_eq!(table::Entity::find().count(cx.read()).await.unwrap(), 0);
    }

    /// PRI-3
    async fn a_single_thing_is_forgotten(world: World) {
        let cx = &world.cx();
        add(cx, 1, "Printer", "").await;
        add(cx, 2, "Printer", "").await;
        let tx = cx.begin().await.unwrap();
        forget(&tx, KIND, id(2)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(by_staff(cx, "printer").await, [id(1)]);
    }

    /// PRI-13
    async fn no_word_lies_open_in_the_database(world: World) {
        let cx = &world.cx();
        add(cx, 1, "Zanzibar", "quixotic zephyr").await;
        assert_eq!(by_staff(cx, "zephyr").await, [id(1)]);
        let dump = world.dump().await.to_lowercase();
        assert!(dump.contains(KIND), "the control look");
        for word in ["zanz", "quixot", "zeph"] {
            assert!(!dump.contains(word), "{word}");
        }
    }

    /// SUP-17
    async fn a_change_that_rolls_back_is_not_found_and_the_key_is_made_again(world: World) {
        let cx = &world.cx();
        let tx = cx.begin().await.unwrap();
        let marks = [Mark::staff()];
        let text = Text { kind: KIND, about: id(1), part: "", subject: id(1), marks: &marks, title: "Printer", body: "" };
        put(cx, &tx, &text).await.unwrap();
        tx.rollback().await.unwrap();
        assert!(by_staff(cx, "printer").await.is_empty());
        add(cx, 2, "Printer", "").await;
        assert_eq!(by_staff(cx, "printer").await, [id(2)]);
    }
}
