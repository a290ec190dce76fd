//! The field GF(32) and the two check symbols of an activation code (LIC-2).
//!
//! Field elements are the numbers 0 to 31, read as polynomials over GF(2) modulo x⁵+x²+1; α is the element 2. A code
//! word of 20 symbols `c[0] … c[19]` is the polynomial `c[0]·x¹⁹ + … + c[19]` and has the roots α and α². Two such
//! words differ in at least three places, so any two wrong symbols are noticed and one wrong symbol can be located.

/// Powers of α; twice the cycle, so that a sum of two logarithms needs no reduction.
const EXP: [u8; 62] = {
    let mut table = [0; 62];
    let mut element: u8 = 1;
    let mut power = 0;
    while power < 62 {
        table[power] = element;
        element <<= 1;
        if element & 0b10_0000 != 0 {
            element ^= 0b10_0101;
        }
        power += 1;
    }
    table
};

/// The exponent of each element; the entry of 0 is never read.
const LOG: [u8; 32] = {
    let mut table = [0; 32];
    let mut power = 0;
    while power < 31 {
        table[EXP[power] as usize] = power as u8;
        power += 1;
    }
    table
};

/// The product of two elements, each below 32.
fn times(a: u8, b: u8) -> u8 {
    if a == 0 || b == 0 { 0 } else { EXP[usize::from(LOG[usize::from(a)]) + usize::from(LOG[usize::from(b)])] }
}

/// The two check symbols of 18 values, each below 32: the remainder of division by x²+6x+8 = (x+α)(x+α²).
pub(crate) fn check_symbols(values: &[u8; 18]) -> [u8; 2] {
    let (mut high, mut low) = (0, 0);
    for value in values {
        let feedback = value ^ high;
        high = low ^ times(feedback, 6);
        low = times(feedback, 8);
    }
    [high, low]
}

/// The word at α and at α²; both are zero exactly when the check holds.
pub(crate) fn syndromes(word: &[u8; 20]) -> [u8; 2] {
    word.iter().fold([0, 0], |[first, second], symbol| [times(first, 2) ^ symbol, times(second, 4) ^ symbol])
}

/// The single change that makes a word with these syndromes valid: index from 0, and what to add to the symbol there.
///
/// `None` when more than one symbol must be wrong. An error `e` at the power `p` gives `S1 = e·αᵖ` and `S2 = e·α²ᵖ`.
pub(crate) fn single_error([first, second]: [u8; 2]) -> Option<(usize, u8)> {
    if first == 0 || second == 0 {
        return None;
    }
    let (log_first, log_second) = (LOG[usize::from(first)], LOG[usize::from(second)]);
    let power = (31 + log_second - log_first) % 31;
    let index = 19_usize.checked_sub(usize::from(power))?;
    Some((index, EXP[usize::from((31 + log_first - power) % 31)]))
}

/// Whether exchanging two neighbors would make the word valid; `begins` says which first symbols a word can have.
pub(crate) fn explained_by_swap(word: &[u8; 20], begins: impl Fn(u8) -> bool) -> bool {
    (0..19).any(|left| {
        let mut swapped = *word;
        swapped.swap(left, left + 1);
        word[left] != word[left + 1] && begins(swapped[0]) && syndromes(&swapped) == [0, 0]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// LIC-2
    #[test]
    fn every_element_but_zero_has_an_inverse() {
        for a in 1..32 {
            assert_eq!((1..32).filter(|b| times(a, *b) == 1).count(), 1);
        }
        assert_eq!((times(0, 7), times(7, 0)), (0, 0));
    }

    /// LIC-2
    #[test]
    fn the_generator_has_the_roots_alpha_and_alpha_squared() {
        for root in [2, 4] {
            assert_eq!(times(root, root) ^ times(6, root) ^ 8, 0);
        }
    }
}
