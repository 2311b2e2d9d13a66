import { id, text } from '../shape';

export const stepFields = () => ({
  id: id().meta({ description: 'People stand at a step by its id: keep it when the step is edited.' }),
  label: text().optional().meta({ description: 'Its name on the dashboard.' }),
  next: id().optional().meta({ description: 'Default: the step that follows; "exit" ends.' }),
});
