/**
 * A token's colour as it is now, for what cannot take a CSS variable, such as a canvas: "rgb(37, 86, 201)". It changes with light and
 * dark: see `useTheme`.
 */
export function colorOf(token: `--${string}`): string {
	const probe = document.createElement("span");
	probe.style.color = `var(${token})`;
	document.documentElement.append(probe);
	const { color } = getComputedStyle(probe);
	probe.remove();
	return color;
}
