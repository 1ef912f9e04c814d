import { NumberField } from "@base-ui/react/number-field";
import { useWords } from "../words/use-words";
import "./field.css";

/** A whole number with separators; arrow keys count. It is told when typing ends (Enter, or leaving). */
export function NumberInput({
	value,
	onChange,
	min = 0,
	max,
	step = 1,
	disabled,
	label,
}: {
	value: number;
	onChange: (value: number) => void;
	min?: number;
	max?: number;
	step?: number;
	disabled?: boolean;
	/** Where no Field gives it one. */
	label?: string;
}) {
	const { language } = useWords();
	return (
		<NumberField.Root
			value={value}
			onValueCommitted={(next) => next !== null && onChange(next)}
			min={min}
			max={max}
			step={step}
			largeStep={step * 10}
			disabled={disabled}
			locale={language}
			format={{ maximumFractionDigits: 0 }}
		>
			<NumberField.Input className="input figures" aria-label={label} />
		</NumberField.Root>
	);
}
