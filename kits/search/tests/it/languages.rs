use crate::{add, by_staff, id};
use gatehouse_testkit::both_engines;

both_engines! {
    /// SUP-17
    async fn words_are_found_in_every_form_and_language(world: World) {
        let cx = &world.cx();
        add(cx, 1, "Activation fails", "The licenses of our Müller branch were activated, error 0x80070005.").await;
        add(cx, 2, "Не активируется лицензия", "Ещё раз: запись в журнале, активация не проходит.").await;
        add(cx, 3, "ライセンスの認証エラー", "サーバーに接続できません。設定を確認してください。").await;
        for (words, numbers) in [
            ("activated license", &[1][..]),
            ("muller", &[1]),
            ("0x80070005", &[1]),
            ("лицензии", &[2]),
            ("еще записи", &[2]),
            ("активации", &[2]),
            ("認証", &[3]),
            ("サーバーの設定", &[3]),
            ("ｻｰﾊﾞｰ", &[3]),
            ("接続する", &[3]),
            ("nothing", &[]),
        ] {
            let wanted: Vec<_> = numbers.iter().map(|number| id(*number)).collect();
            assert_eq!(by_staff(cx, words).await, wanted, "{words}");
        }
    }

    /// SUP-17
    async fn the_beginning_of_a_word_finds_it_from_four_letters_on(world: World) {
        let cx = &world.cx();
        add(cx, 1, "", "synchronisation").await;
        for words in ["sync", "synch", "synchro", "synchronis", "synchronisation"] {
            assert_eq!(by_staff(cx, words).await, [id(1)], "{words}");
        }
        for words in ["syn", "chronis", "async"] {
            assert!(by_staff(cx, words).await.is_empty(), "{words}");
        }
    }

    /// SUP-17
    async fn signs_in_another_order_are_another_word(world: World) {
        let cx = &world.cx();
        add(cx, 1, "", "会社員").await;
        add(cx, 2, "", "社員会").await;
        assert_eq!(by_staff(cx, "会社").await, [id(1)]);
        assert_eq!(by_staff(cx, "社員").await, [id(2), id(1)]);
        assert_eq!(by_staff(cx, "員会").await, [id(2)]);
        assert_eq!(by_staff(cx, "会").await, [id(2), id(1)], "a single sign");
    }

    /// SUP-17
    async fn signs_of_the_engines_are_words_like_others(world: World) {
        let cx = &world.cx();
        add(cx, 1, "", "near the \"server\" AND the firewall").await;
        for words in ["\"server\"", "server*", "server:A", "(server", "server' or 1=1 --", "NEAR(server firewall)"] {
            let found = by_staff(cx, words).await;
            assert!(found == [id(1)], "{words}: {found:?}");
        }
    }
}
