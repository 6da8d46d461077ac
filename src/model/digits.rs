//! Swapped digits: two numbers that differ in the places of two digits alone, as a slip of the hand makes them.

/// The two digits of the first number that stand in each other's place in the second; nothing where the numbers differ
/// otherwise.
pub fn swapped(written: &str, meant: &str) -> Option<(char, char)> {
    let (written, meant): (Vec<char>, Vec<char>) =
        (written.chars().collect(), meant.chars().collect());
    if written.len() != meant.len() {
        return None;
    }
    let apart: Vec<usize> = (0..written.len()).filter(|&at| written[at] != meant[at]).collect();
    let [first, second] = apart[..] else { return None };
    let crossed = written[first] == meant[second] && written[second] == meant[first];
    let digits = written[first].is_ascii_digit() && written[second].is_ascii_digit();
    (crossed && digits).then_some((written[first], written[second]))
}

#[cfg(test)]
mod tests {
    use super::swapped;

    #[test]
    fn two_digits_in_each_others_place_are_told() {
        assert_eq!(swapped("21093.03", "21039.03"), Some(('9', '3')));
        assert_eq!(swapped("902.70", "900.00"), None, "divisible by nine, and nothing swapped");
        assert_eq!(swapped("123.00", "231.00"), None, "three digits");
        assert_eq!(swapped("12.00", "120.0"), None, "not a digit");
        assert_eq!(swapped("5.00", "50.00"), None);
        assert_eq!(swapped("-21.00", "-12.00"), Some(('2', '1')));
    }
}
